-- The given captures whose story is stored, and whether it was visited then or later.
select given.url, coalesce(story.visited_at >= given.captured_at, false) as is_newer
from jsonb_to_recordset(%(captures)s::jsonb) as given (url text, captured_at timestamptz)
inner join page on page.url = given.url
inner join page as story on story.id = coalesce(page.alias_of, page.id)
inner join article on article.page_id = story.id
