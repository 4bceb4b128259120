-- A sign of life: the process is there, has counted so much, and goes on with the hosts it holds. The answer is
-- those hosts (another process may have taken some meanwhile), how many would be its fair share, and how many
-- other processes crawl the same run.
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

held as (
    update host set leased_until = now() + %(lease)s::interval
    from alive
    where host.worker = alive.id
    returning host.name
)

select
    array(select name from held) as names,
    ceil((
        (select count(*) from held)
        + (select count(*) from host where worker in (select id from others) and leased_until > now())
    )::numeric / ((select count(*) from others) + 1))::integer as share,
    (select count(*) from others) as others
