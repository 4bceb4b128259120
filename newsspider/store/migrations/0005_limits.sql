-- How many pages of each host a run has visited: what is beyond HOST_PAGES_LIMIT waits for the next run.
create table visited (
    run bigint not null references run (id) on delete cascade,
    outlet text not null,
    host text not null,
    pages integer not null,
    primary key (run, outlet, host)
);
