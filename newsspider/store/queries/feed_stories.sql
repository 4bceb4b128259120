-- The newest stories of the last 30 days that match every filter. They are gathered from the newest day back until there
-- are enough, each day from the words' index: so a filter that nothing matches reads no story.
with asked as materialized (
    select
        search_query(%(words)s) as words,
        search_filters(%(outlet)s, %(host)s, %(section)s) as keys
),

newest as materialized (
    select story.*
    from asked
    cross join generate_series(-1, 31) as days_ago
    cross join lateral (
        select search_terms(asked.keys || search_key(
            'day', to_char(now() at time zone 'Asia/Jakarta' - make_interval(days => days_ago), 'YYYY-MM-DD')
        )) as terms
    ) as day
    -- In the order of the days: nothing but a nested loop can do this.
    cross join lateral (
        select
            article.page_id, article.url, article.headline, article.lead, article.body, article.section,
            article.authors, article.tags, article.changed_at, found.at
        from (
            select page_id, at
            from article_text
            where document @@ coalesce(asked.words && day.terms, day.terms)
            offset 0
        ) as found
        inner join article on article.page_id = found.page_id
        where found.at > now() - interval '30 days' and found.at <= now() + interval '1 day'
            and article.gone_at is null
        order by found.at desc, found.page_id desc
        limit %(most)s
    ) as story
    limit %(most)s
)

select
    url, split_part(url, '/', 3) as host, headline, coalesce(lead, split_part(body, e'\n', 1)) as lead,
    section, authors, tags, at, changed_at
from newest
order by at desc, page_id desc
