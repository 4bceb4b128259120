-- Comments on the tables: the archive.

comment on table capture is 'Captures: responses in the archive, one row for each page that was stored, listed or rejected, at each visit.';
comment on column capture.id is 'Number of the capture.';
comment on column capture.page_id is 'Number of the page that the visit was for; a story''s own.';
comment on column capture.part is '0: the page itself. From 1: the other pages of a story of several pages, fetched at the same visit.';
comment on column capture.kind is 'What it was read as when it came: story, generic (a story that no layout recognises), list or rejection.';
comment on column capture.layout is 'Layout that read it when it came; null of a rejection.';
comment on column capture.url is 'Address that answered, after redirects.';
comment on column capture.status is 'HTTP status.';
comment on column capture.captured_at is 'When the response of the page itself came; the other parts of a visit have the same.';
comment on column capture.file is 'File of the archive, as a path below its folder.';
comment on column capture.record_offset is 'Byte of the file at which the record begins.';
comment on column capture.record_length is 'Bytes of the record in the file, compressed.';
comment on column capture.digest is 'SHA-1 of the body as it came.';
