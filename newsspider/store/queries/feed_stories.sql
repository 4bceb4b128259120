-- The newest stories of the last 30 days that match every filter.
with asked as materialized (
    select
        search_query(%(words)s) as words,
        search_filters(%(outlet)s, %(host)s, %(section)s) as keys
)

select
    article.url, split_part(article.url, '/', 3) as host, article.headline,
    coalesce(article.lead, split_part(article.body, e'\n', 1)) as lead,
    article.section, article.authors, article.tags, article_text.at, article.changed_at
from asked
cross join article_text
inner join article on article.page_id = article_text.page_id
where article_text.at > now() - interval '30 days' and article_text.at <= now() + interval '1 day'
    and (%(words)s::text is null or article_text.document @@ asked.words)
    and (asked.keys = '{}' or article_text.document @@ search_terms(asked.keys))
    and article.gone_at is null
order by article_text.at desc, article.page_id desc
limit %(most)s
