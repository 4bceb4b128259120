-- How each story of a day stands, by the host that named it: one row a story, however many addresses it has.
-- advertised: a list named it, not only a link of another story. Ask for one day or a few: they have an index.
create or replace view story_standing as
select
    named.host, named.day, named.story, page.url, named.advertised, named.source,
    case
        when article.gone_at is not null then 'gone'
        when article.page_id is not null then 'stored'
        when page.outcome = 'gone' then 'gone'
        when page.outcome = 'rejected' then 'rejected'
        when page.outcome in ('too_far', 'unfollowed') then 'left_out'
        when page.outcome is null then 'unasked'
        else 'failed'
    end as state,
    article.page_id is not null or coalesce(page.status, 0) > 0 as fetched,
    page.reason, page.status, page.tries, page.due_at
from (
    select
        host,
        coalesce(
            listed_on, (published_at at time zone 'Asia/Jakarta')::date,
            (found_at at time zone 'Asia/Jakarta')::date
        ) as day,
        coalesce(alias_of, id) as story,
        bool_or(
            listed_on is not null or published_at is not null
            or found_how in ('sitemap', 'news_sitemap', 'index', 'hub')
        ) as advertised,
        (array_agg(found_how order by id))[1] as source
    from page
    where kind = 'story'
    group by 1, 2, 3
) as named
-- One probe a story: the planner would rather read the index of all pages than probe some thousand times.
cross join lateral (
    select probed.url, probed.outcome, probed.status, probed.reason, probed.tries, probed.due_at
    from page as probed
    where probed.id = named.story
    offset 0
) as page
left join article on article.page_id = named.story;
