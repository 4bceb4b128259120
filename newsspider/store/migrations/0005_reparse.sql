-- Reading again: why a version was replaced, how far a reparse is, and which WARC files were imported.

alter table revision
add column cause text not null default 'edit',
add constraint revision_cause_is_known check (cause in ('edit', 'reparse'));

create table reparse (
    id bigint generated always as identity primary key,
    filters jsonb not null,
    rules jsonb not null,
    program_version text not null,
    begun_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    ended_at timestamptz,
    read_to bigint not null default 0,
    counts jsonb not null default '{}'
);

create table warc_import (
    id bigint generated always as identity primary key,
    file text not null,
    bytes bigint not null,
    begun_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    ended_at timestamptz,
    read_to bigint not null default 0,
    counts jsonb not null default '{}',
    constraint warc_import_is_one_a_file unique (file, bytes)
);

alter table page add column imported_by bigint references warc_import (id) on delete set null;
create index page_by_import on page (imported_by) where imported_by is not null;
