-- The stored story that an address means.
select article.page_id
from page
inner join article on article.page_id = coalesce(page.alias_of, page.id)
where page.url = %(url)s
