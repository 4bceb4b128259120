-- The captures of a page's newest visit that has any, the page itself first.
select id, part, kind, layout, url, status, captured_at, file, record_offset, record_length, digest
from capture
where page_id = %(page)s
    and captured_at = (select max(newest.captured_at) from capture as newest where newest.page_id = %(page)s)
order by part, id
