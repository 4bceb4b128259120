create or replace view ops.frontier as
select
    outlet, host,
    count(*) filter (where fresh and due_at <= now()) as new_due,
    count(*) filter (where fresh and due_at > now()) as new_later,
    count(*) filter (where not fresh and due_at <= now()) as again_due,
    count(*) filter (where not fresh and due_at > now()) as again_later,
    min(due_at) filter (where due_at <= now()) as oldest_due_at,
    extract(epoch from now() - min(due_at) filter (where due_at <= now()))::double precision as oldest_seconds,
    min(due_at) filter (where due_at > now()) as next_due_at
from (
    select outlet, host, due_at, true as fresh from page where due_at is not null and priority < 1000
    union all
    select outlet, host, due_at, false from page where due_at is not null and priority >= 1000
) as waiting
group by outlet, host;

comment on view ops.frontier is 'Pages that are due or waiting: one row a host with any.';
comment on column ops.frontier.outlet is 'The outlet.';
comment on column ops.frontier.host is 'The host.';
comment on column ops.frontier.new_due is 'Pages that were never read, due now.';
comment on column ops.frontier.new_later is 'Pages that were never read, due later: retries.';
comment on column ops.frontier.again_due is 'Revisits, due now.';
comment on column ops.frontier.again_later is 'Revisits, due later.';
comment on column ops.frontier.oldest_due_at is 'Since when the oldest of those due waits.';
comment on column ops.frontier.oldest_seconds is 'The same in seconds: its age.';
comment on column ops.frontier.next_due_at is 'When the next one falls due.';
