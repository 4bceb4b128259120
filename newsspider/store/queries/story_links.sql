-- Links of a story's page, and the stored story that each leads to, directly or by an alias.
select
    link.kind, link.url, link.anchor, link.title, link.position, article.page_id as story, article.headline,
    coalesce(page.reason, page.outcome) as reason
from link
left join page on page.id = link.target_id
left join article on article.page_id = coalesce(page.alias_of, page.id)
where link.page_id = %(story)s and link.month = (select month from page where id = %(story)s)
order by link.position
limit %(most)s
