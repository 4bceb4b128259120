-- Stories that lead to a story by any of its addresses, newest first.
with address as (
    select id from page where id = %(story)s
    union all
    select id from page where alias_of = %(story)s
)

select
    link.kind, article.url, link.anchor, link.title, link.position, article.page_id as story, article.headline,
    null as reason
from address
inner join link on link.target_id = address.id
inner join article on article.page_id = link.page_id
where link.page_id <> %(story)s
order by article.published_at desc nulls last, article.page_id, link.position
limit %(most)s
