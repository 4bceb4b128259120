-- What came of the pages of each host in a run, written with the batch that stores them: so each host is judged by
-- itself, whichever process asked it and whatever became of that process.
create table host_outcome (
    run bigint not null references run (id) on delete cascade,
    outlet text not null,
    host text not null,
    -- story, list, empty or other for what was read; list/KIND/REASON or story/KIND/REASON for what was not.
    what text not null,
    pages integer not null,
    primary key (run, outlet, host, what)
);

-- What was given up for good is asked for once more: the host can have taken it back since.
update page set due_at = now(), tries = 0
where failure = 'final' and due_at is null and outcome in ('failed', 'rejected');
