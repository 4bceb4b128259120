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

comment on table reparse is 'Reparses: each time that archived pages were read again, with these filters and rules.';
comment on column reparse.id is 'Number of the reparse.';
comment on column reparse.filters is 'Which pages are read, as JSON: outlet, hosts, layout, rule, since, until, generic, rejections.';
comment on column reparse.rules is 'Digest of the rules of each outlet, as JSON.';
comment on column reparse.program_version is 'Version of newsspider that reads.';
comment on column reparse.begun_at is 'When it was begun.';
comment on column reparse.seen_at is 'When it was last seen to go on.';
comment on column reparse.ended_at is 'When its last page was done; null: it goes on, or was stopped.';
comment on column reparse.read_to is 'Number of the last page that is done; the same command goes on after it.';
comment on column reparse.counts is 'What came of its pages, as JSON: counts by outcome.';

comment on table warc_import is 'Imports of WARC files that others have made, one row a file.';
comment on column warc_import.id is 'Number of the import.';
comment on column warc_import.file is 'Name of the file.';
comment on column warc_import.bytes is 'Its size; a file with the same name and another size is another one.';
comment on column warc_import.begun_at is 'When it was begun.';
comment on column warc_import.seen_at is 'When it was last seen to go on.';
comment on column warc_import.ended_at is 'When the file was read to its end; null: it was not yet.';
comment on column warc_import.read_to is 'Byte of the file at which the last record begins that is done; the import goes on there.';
comment on column warc_import.counts is 'What came of its pages, as JSON: counts by outcome.';
