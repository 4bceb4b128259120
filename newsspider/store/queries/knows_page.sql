-- What we know of an address: the story it leads to in the end, and whether that is stored.
select story.url, story.outcome = 'article' as stored
from page
inner join page as story on story.id = coalesce(page.alias_of, page.id)
where page.url = %(url)s
