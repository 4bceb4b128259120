-- Numbers of the stories to export, by outlet and month, with the transaction that wrote each last. That is 32 bits of
-- its number; the others follow from the newest number. A story counts as new if its transaction was open at the
-- earlier export or came later. Rows of subtransactions have numbers between these.
with asked as materialized (
    select
        search_query(%(words)s) as words,
        search_filters(%(outlet)s, %(host)s, %(section)s) as keys,
        coalesce(%(since)s::date::timestamp at time zone 'Asia/Jakarta', '-infinity') as since,
        coalesce((%(until)s::date + 1)::timestamp at time zone 'Asia/Jakarta', 'infinity') as before,
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint as newest
),

chosen as (
    select
        article.page_id as story, article.outlet,
        to_char(article_text.at at time zone 'Asia/Jakarta', 'YYYY-MM') as month,
        asked.newest - ((asked.newest - article.xmin::text::bigint) %% 4294967296 + 4294967296) %% 4294967296
        as written_by
    from asked
    cross join article_text
    inner join article on article.page_id = article_text.page_id
    where article_text.at >= asked.since and article_text.at < asked.before
        and (%(words)s::text is null or article_text.document @@ asked.words)
        and (asked.keys = '{}' or article_text.document @@ search_terms(asked.keys))
        and (
            not %(originals)s
            or (select story_copy.is_original from story_copy where story_copy.page_id = article.page_id)
        )
)

select outlet, month, story, written_by
from chosen
where %(written_since)s::bigint is null or written_by >= %(written_since)s
order by outlet, month, story
