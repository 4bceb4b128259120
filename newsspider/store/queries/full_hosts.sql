-- The hosts of which this run may ask nothing more, and of which something is still due.
select visited.host, visited.pages
from visited
where visited.run = %(of_run)s
    and visited.pages >= %(host_pages)s
    and exists (
        select from page
        where page.outlet = visited.outlet and page.host = visited.host and page.due_at <= now()
    )
order by visited.host
