-- The story that an address leads to in the end, and whether it is stored.
select story.url, story.outcome = 'article' as stored
from page
inner join page as story on story.id = coalesce(page.alias_of, page.id)
where page.url = %(url)s
