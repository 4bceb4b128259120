-- Crawl processes, and which of them crawls which host.

-- One row a process that works on a run: where it runs, its last sign of life, what it counted.
create table worker (
    id bigint generated always as identity primary key,
    run bigint not null references run (id) on delete cascade,
    machine text not null,
    process integer not null,
    started_at timestamptz not null default now(),
    -- A process that has been silent for the lease is taken for dead, and its hosts are free.
    seen_at timestamptz not null default now(),
    ended_at timestamptz,
    finish_reason text,
    counters jsonb not null default '{}',
    reasons text[] not null default '{}',
    lacks text[] not null default '{}'
);
create index worker_of_run on worker (run);
create index worker_is_alive on worker (seen_at) where ended_at is null;

-- One row a host: who may ask it now, until when, and not before when.
create table host (
    outlet text not null,
    name text not null,
    -- The process that may ask the host, while its lease lasts.
    worker bigint references worker (id) on delete set null,
    leased_until timestamptz not null default '-infinity',
    -- The host wants to be left alone until then, whoever asks.
    not_before timestamptz not null default '-infinity',
    primary key (outlet, name)
);
create index host_by_worker on host (worker) where worker is not null;

-- The kind of failure that the last visits met in a row; each kind has tries of its own.
alter table page add column failure text;

-- Pages that are called stories and have none are visited again: it turns out what they are.
update page set due_at = now()
where outcome = 'article'
    and due_at is null
    and not exists (select from article where article.page_id = page.id);

-- What a run did not reach, for one that goes farther.
create index page_is_left_out on page (outlet, host, depth) where outcome in ('too_far', 'unfollowed');

-- The frontier's two queues: what is new, by worth, and second visits, by time. A second visit that is not yet
-- due must not stand in the way of a page that is.
drop index page_is_due;
create index page_is_due on page (outlet, host, priority, due_at, id) where due_at is not null and priority < 1000;
create index page_is_due_again on page (outlet, host, due_at, id) where due_at is not null and priority >= 1000;
