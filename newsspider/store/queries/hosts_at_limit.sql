-- Hosts at the limit of pages for the run that still have due pages.
select host_visits.host, host_visits.pages
from host_visits
where host_visits.run = %(of_run)s
    and host_visits.pages >= %(host_pages)s
    and exists (
        select from page
        where page.outlet = host_visits.outlet and page.host = host_visits.host and page.due_at <= now()
    )
order by host_visits.host
