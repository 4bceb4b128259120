-- Of dated lists, those whose day has not been walked to its end: the list was never read, is to be asked again,
-- or one of the pages after it is.
select told.url
from jsonb_to_recordset(%(lists)s::jsonb) as told (url text, host text, listed_on date)
left join page as first on first.url = told.url
where first.outcome is distinct from 'listing'
    or first.due_at is not null
    or first.listed_on is null
    or first.fingerprint is null
    or exists (
        select from page
        where page.host = told.host
            and page.listed_on = told.listed_on
            and page.kind = 'listing'
            and starts_with(page.url, told.url || '&')
            and (page.due_at is not null or page.outcome is distinct from 'listing')
    )
