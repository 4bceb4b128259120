-- Sends a heartbeat: the worker is alive, has these counters, and extends its leases. Returns the hosts still
-- leased to it, its fair share of hosts, and the number of other workers of the run.
with alive as (
    update worker set seen_at = now(), counters = %(counters)s::jsonb where id = %(worker)s
    returning id, run
),

others as (
    select worker.id
    from worker
    inner join alive on alive.run = worker.run and alive.id <> worker.id
    where worker.ended_at is null and worker.seen_at > now() - %(lease)s::interval
),

leased as (
    update host set leased_until = now() + %(lease)s::interval
    from alive
    where host.worker = alive.id
    returning host.name
)

select
    array(select name from leased) as names,
    ceil((
        (select count(*) from leased)
        + (select count(*) from host where worker in (select id from others) and leased_until > now())
    )::numeric / ((select count(*) from others) + 1))::integer as share,
    (select count(*) from others) as others
