-- Dated lists whose day is not finished: the list was never read, or it or one of the pages after it is due.
select given.url
from jsonb_to_recordset(%(lists)s::jsonb) as given (url text, host text, listed_on date)
left join page as first on first.url = given.url
where first.outcome is distinct from 'listing'
    or first.due_at is not null
    or first.listed_on is null
    or first.fingerprint is null
    or exists (
        select from page
        where page.host = given.host
            and page.listed_on = given.listed_on
            and page.kind = 'listing'
            and starts_with(page.url, given.url || '&')
            and (page.due_at is not null or page.outcome is distinct from 'listing')
    )
