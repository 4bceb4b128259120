-- The archive: where the responses of pages are kept.

create table capture (
    id bigint generated always as identity primary key,
    page_id bigint not null references page (id) on delete cascade,
    part integer not null default 0,
    kind text not null,
    layout text,
    url text not null,
    status integer not null,
    captured_at timestamptz not null,
    file text not null,
    record_offset bigint not null,
    record_length integer not null,
    digest bytea not null,
    constraint capture_kind_is_known check (kind in ('story', 'generic', 'list', 'rejection')),
    constraint capture_record_is_somewhere check (part >= 0 and record_offset >= 0 and record_length > 0),
    constraint capture_digest_is_sha1 check (octet_length(digest) = 20)
);
create index capture_by_page on capture (page_id, captured_at);
create index capture_by_file on capture (file);
create index capture_by_time on capture using brin (captured_at);
