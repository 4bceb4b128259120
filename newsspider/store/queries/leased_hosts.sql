-- The hosts still leased to this worker, its fair share of hosts, and the number of other workers of the run. It
-- must be a statement of its own after the heartbeat's: that may have waited for a worker that claimed hosts of us.
with others as (
    select worker.id
    from worker
    where worker.run = %(of_run)s
        and worker.id <> %(worker)s
        and worker.ended_at is null
        and worker.seen_at > now() - %(lease)s::interval
),

leased as (select name from host where worker = %(worker)s)

select
    array(select name from leased) as names,
    ceil((
        (select count(*) from leased)
        + (
            select count(*)
            from host
            inner join worker on worker.id = host.worker
            where worker.id in (select id from others) and worker.leased_until > now()
        )
    )::numeric / ((select count(*) from others) + 1))::integer as share,
    (select count(*) from others) as others
