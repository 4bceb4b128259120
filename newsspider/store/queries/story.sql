-- A stored story, with its page's row in the frontier.
select
    article.*,
    page.host, page.found_how, page.found_at, page.visited_at, page.due_at, page.status, page.reason, page.depth,
    found.url as found_on_url,
    array(select alias.url from page as alias where alias.alias_of = page.id order by alias.id limit 20) as aliases
from article
inner join page on page.id = article.page_id
left join page as found on found.id = page.found_on
where article.page_id = %(story)s
