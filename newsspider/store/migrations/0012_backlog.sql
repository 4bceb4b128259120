-- The frontier's backlog at the end of each run, and the edits of a day without a look at every revision.

create table backlog (
    run bigint not null references run (id) on delete cascade,
    outlet text not null,
    new_due bigint not null,
    new_later bigint not null,
    again_due bigint not null,
    again_later bigint not null,
    oldest_due_at timestamptz,
    counted_at timestamptz not null default now(),
    primary key (run, outlet)
);

create index revision_by_time on revision using brin (until);
