-- How many pages of the archive are after a page number, with the filters of archived_pages.
select count(*)
from ops.archived_pages as archived
where archived.page > %(after)s
    and (%(outlet)s::text is null or archived.outlet = %(outlet)s)
    and (%(hosts)s::text[] is null or archived.host = any (%(hosts)s))
    and (%(layout)s::text is null or archived.layout = %(layout)s)
    and (not %(generic)s or archived.reading = 'generic')
    and (not %(rejections)s or archived.reading is null)
    and (%(since)s::date is null or (archived.captured_at at time zone 'Asia/Jakarta')::date >= %(since)s)
    and (%(until)s::date is null or (archived.captured_at at time zone 'Asia/Jakarta')::date <= %(until)s)
    and (
        %(rule)s::text is null
        or exists (select from removed where removed.page_id = archived.page and removed.rule = %(rule)s)
    )
