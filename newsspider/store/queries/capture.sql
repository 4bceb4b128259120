-- One capture.
select id, part, kind, layout, url, status, captured_at, file, record_offset, record_length, digest
from capture
where id = %(capture)s
