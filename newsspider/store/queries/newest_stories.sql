-- Stories by publication, newest first; of a host or a section, or read generically, those of 90 days.
select
    article.page_id as id, article.headline, article.url, split_part(article.url, '/', 3) as host, article.section, article.layout,
    article.authors, article.published_at, article.stored_at, article.changed_at, article.gone_at, article.incomplete
from article
where (%(host)s::text is null or split_part(article.url, '/', 3) = %(host)s)
    and (%(section)s::text is null or article.section = %(section)s)
    and (not %(generic)s or article.reading = 'generic')
    and article.published_at > case
        when coalesce(%(host)s::text, %(section)s) is null and not %(generic)s then '-infinity' else now() - interval '90 days'
    end
order by article.published_at desc, article.page_id desc
limit %(most)s offset %(skip)s
