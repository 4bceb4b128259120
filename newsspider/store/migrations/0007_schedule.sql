-- When crawls are due by themselves, and what became of each time they were.

-- One row a schedule, as the scheduler that leads has read it from its file.
create table schedule (
    name text primary key,
    spider text not null,
    cron text not null,
    timezone text not null,
    arguments jsonb not null default '{}',
    -- Declared with this cron line since: nothing that was due before was missed.
    since timestamptz not null default now(),
    -- When it falls due next. If that is past by minutes, no scheduler is at work.
    next_slot timestamptz,
    -- When a scheduler last said so.
    told_at timestamptz not null default now()
);

-- One row a time that a schedule was due (its slot): what was done about it, by whom, and how it ended.
create table fire (
    id bigint generated always as identity primary key,
    schedule text not null,
    slot timestamptz not null,
    spider text not null,
    arguments jsonb not null default '{}',
    state text not null,
    -- What a person should know of how it ended.
    reason text not null default '',
    noticed_at timestamptz not null default now(),
    -- So many slots before it passed without a fire; they are not made up for.
    missed_before integer not null default 0,
    attempt integer not null default 1,
    -- When it is tried again, if it is.
    again_at timestamptz,
    -- The machine, the crawl's process there, and the process that watches it.
    machine text not null,
    process integer,
    watcher integer not null,
    started_at timestamptz,
    -- The time limit: then it is told to stop, and so much later it is killed.
    stop_at timestamptz,
    stop_grace interval,
    ended_at timestamptz,
    -- The crawl's own, or 128 and the number of the signal that ended it; null if nobody was there to see it.
    exit_code integer,
    run bigint references run (id) on delete set null,
    log text,
    -- A slot is fired once, however many schedulers, timers and people come to it.
    constraint fire_slot_is_unique unique (schedule, slot),
    -- A fire ends in one of six ways: three verdicts of its crawl, the loss of its crawl, or without a crawl.
    constraint fire_state_is_known check (
        state in ('running', 'ok', 'degraded', 'failed', 'lost', 'skipped', 'missed')
    ),
    -- Whatever does not run has ended.
    constraint fire_runs_or_has_ended check ((state = 'running') = (ended_at is null)),
    -- What runs has begun, and has a limit.
    constraint fire_that_runs_has_a_limit check (
        state <> 'running' or (started_at is not null and stop_at is not null and stop_grace is not null)
    ),
    -- What did not go well says why.
    constraint fire_that_failed_says_why check (reason <> '' or state in ('running', 'ok', 'degraded')),
    -- Only what failed or was lost is tried again.
    constraint fire_tried_again_has_failed check (again_at is null or state in ('failed', 'lost')),
    -- The first attempt is number one.
    constraint fire_attempt_counts_from_one check (attempt >= 1)
);
-- Of one schedule one crawl runs at a time.
create unique index fire_runs_alone on fire (schedule) where state = 'running';
create index fire_is_tried_again on fire (again_at) where again_at is not null;
create index fire_of_run on fire (run) where run is not null;

-- The fire that a crawl process was started for.
alter table worker add column fire bigint references fire (id) on delete set null;
create index worker_of_fire on worker (fire) where fire is not null;
