-- What operators are told, once each; and how the stories of a day stand.

-- When the alerts took note of how the run ended; runs before this migration are history.
alter table run add column weighed_at timestamptz;
update run set weighed_at = now() where finished_at is not null;
create index run_is_unweighed on run (finished_at, id) where weighed_at is null;

-- One row for each time that a cause was open: from the run that first showed it to the one that no longer does.
create table alert (
    id bigint generated always as identity primary key,
    -- The crawl it is about: only a run with the same arguments can say that the cause is over.
    spider text not null,
    arguments jsonb not null default '{}',
    -- The kind of reason, the same for every run that shows it, and the reason as the newest of them words it.
    cause text not null,
    kind text not null,
    reason text not null,
    since timestamptz not null,
    last_seen timestamptz not null,
    run bigint references run (id) on delete set null,
    -- Which receivers know of it, and since when all do.
    told_to text[] not null default '{}',
    told_at timestamptz,
    -- Since when it is over, which run showed that (none: no such run came for days), and who knows of that.
    cleared_at timestamptz,
    cleared_by bigint references run (id) on delete set null,
    cleared_told_to text[] not null default '{}',
    cleared_told_at timestamptz,
    -- An alert is about a run that ended badly, was lost, or did not come.
    constraint alert_kind_is_known check (kind in ('failed', 'degraded', 'lost', 'late')),
    -- Nobody is told that something is over that is not.
    constraint alert_told_over_is_over check (cleared_told_at is null or cleared_at is not null)
);
-- A cause is open once, whoever notices it.
create unique index alert_is_open_once on alert (spider, md5(arguments::text), cause) where cleared_at is null;
create index alert_is_untold on alert (id)
where (cleared_at is null and told_at is null) or (cleared_at is not null and cleared_told_at is null);

-- The day of a story in the newsroom's time: that of the list which named it, else when that list says it appeared,
-- else when we found it.
create index page_by_story_day on page (
    coalesce(
        listed_on, (published_at at time zone 'Asia/Jakarta')::date, (found_at at time zone 'Asia/Jakarta')::date
    )
) where kind = 'story';

-- How each story of a day stands, by the host that named it: one row a story, however many addresses it has.
-- advertised: a list named it, not only a link of another story. Ask for one day or a few: they have an index.
create view story_standing as
select
    told.host, told.day, told.story, page.url, told.advertised, told.source,
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
) as told
inner join page on page.id = told.story
left join article on article.page_id = told.story;
