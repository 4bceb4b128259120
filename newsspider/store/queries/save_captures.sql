-- Saves where the archive holds what visits brought.
insert into capture (page_id, part, kind, layout, url, status, captured_at, file, record_offset, record_length, digest)
select
    page.id, given.part, given.kind, given.layout, given.url, given.status, given.captured_at, given.file,
    given.record_offset, given.record_length, decode(given.digest, 'hex')
from
    jsonb_to_recordset(%(captures)s::jsonb) as given (
        page text, part integer, kind text, layout text, url text, status integer, captured_at timestamptz, file text,
        record_offset bigint, record_length integer, digest text
    )
inner join page on page.url = given.page
order by page.id, given.part
