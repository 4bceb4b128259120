-- The newest stories that match, as many as are ranked, and the best of them. They are gathered from the newest
-- day back, later from month to month, until there are enough: so a word of every story costs no more than a rare
-- one.
with recursive asked as materialized (
    select
        search_query(%(words)s) as words,
        search_filters(%(outlet)s, %(host)s, %(section)s, %(tag)s, %(author)s) as keys,
        coalesce(%(since)s::date::timestamp at time zone 'Asia/Jakarta', '-infinity') as since,
        coalesce((%(until)s::date + 1)::timestamp at time zone 'Asia/Jakarta', 'infinity') as before
),

-- The days of the newest week and of the rest of its month, then months; only those that have stories.
newest as materialized (
    select date_trunc('month', max(at) at time zone 'Asia/Jakarta' - interval '6 days') as first_day
    from article_text
    where at >= (select since from asked) and at < (select before from asked)
),

span (unit, begins) as (
    select null::text, (select before from asked)
    union all
    select sort.unit, date_trunc(sort.unit, next.at) at time zone 'Asia/Jakarta'
    from span
    cross join lateral (
        select max(at) at time zone 'Asia/Jakarta' as at
        from article_text
        where at >= (select since from asked) and at < span.begins
    ) as next
    cross join lateral (
        select case when next.at >= (select first_day from newest) then 'day' else 'month' end as unit
    ) as sort
    where next.at is not null
),

candidate as materialized (
    select hit.page_id, hit.at
    from span
    cross join asked
    -- In the order of the spans: nothing but a nested loop can do this.
    cross join lateral (
        select page_id, at
        from (
            select page_id, at
            from article_text
            where document @@ (asked.words && search_terms(asked.keys || search_key(
                span.unit,
                to_char(
                    span.begins at time zone 'Asia/Jakarta',
                    case span.unit when 'day' then 'YYYY-MM-DD' else 'YYYY-MM' end
                )
            )))
            -- Asked of the words' index alone: the index of time would be read whole for each span.
            offset 0
        ) as found
        where at >= asked.since and at < asked.before
            and (
                not %(originals)s
                or (select story_copy.is_original from story_copy where story_copy.page_id = found.page_id)
            )
        order by at desc, page_id desc
        limit %(ranked)s + 1
    ) as hit
    where span.unit is not null and numnode(asked.words) > 0
    limit %(ranked)s + 1
),

ranked as (
    select
        newest.page_id, newest.at,
        ts_rank_cd(article_text.document, asked.words, 1) as rank
    from (select page_id, at from candidate limit %(ranked)s) as newest
    inner join article_text on article_text.page_id = newest.page_id
    cross join asked
    order by rank desc, newest.at desc, newest.page_id desc
    limit %(limit)s offset %(offset)s
)

select
    numnode(asked.words) > 0 as words,
    (select count(*) from candidate)::integer as matches,
    article.page_id, article.url, article.outlet, split_part(article.url, '/', 3) as host, article.section,
    article.headline, article.authors, article.published_at, article.gone_at is not null as gone, ranked.rank,
    ts_headline(
        'pg_catalog.indonesian',
        translate(
            left(
                case when starts_with(article.body, article.lead) then article.body
                    else concat_ws(e'\n', article.lead, article.body)
                end,
                20000
            ),
            e'\x02\x03', ''
        ),
        -- As it was asked too, for the text has its accents.
        asked.words || websearch_to_tsquery('pg_catalog.indonesian', %(words)s),
        e'StartSel="\x02", StopSel="\x03", MaxFragments=2, MaxWords=24, MinWords=10, FragmentDelimiter=" … "'
    ) as excerpt
from asked
left join (ranked inner join article on article.page_id = ranked.page_id) on true
order by ranked.rank desc, ranked.at desc, ranked.page_id desc
