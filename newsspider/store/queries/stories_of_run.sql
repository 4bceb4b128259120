-- Stories that a run stored first, newest first.
with stored as materialized (
    select page_id, headline, url, section, layout, authors, published_at, stored_at, changed_at, gone_at, incomplete
    from article
    where stored_by = %(run)s
)

select stored.page_id as id, page.host, stored.headline, stored.url, stored.section, stored.layout, stored.authors,
    stored.published_at, stored.stored_at, stored.changed_at, stored.gone_at, stored.incomplete
from stored
inner join page on page.id = stored.page_id
order by stored.published_at desc nulls last, stored.page_id desc
limit %(most)s
