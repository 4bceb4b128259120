-- Addresses that lead to another story than their form says, and rest: a list names them anew, so they are asked again,
-- once a day at most.
update page set due_at = now(), due_by = %(run)s, tries = 1
from jsonb_to_recordset(%(pages)s::jsonb) as found (url text, found_how text)
where page.url = found.url
    and found.found_how in ('sitemap', 'news_sitemap', 'index', 'hub')
    and page.outcome = 'alias'
    and page.tries > 0
    and page.due_at is null
    and page.visited_at < now() - interval '1 day'
