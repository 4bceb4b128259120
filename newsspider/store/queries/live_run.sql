-- A run with what its workers have counted by their last heartbeats, and the log of the fire that began it.
select
    run.id, run.spider, run.arguments, run.settings, run.started_at, run.finished_at, run.verdict, now() as now,
    greatest(run.started_at, workers.seen_at) as seen_at, workers.working, workers.died, workers.counters,
    (
        select fire.log from fire
        where fire.run = run.id or fire.id in (select worker.fire from worker where worker.run = run.id)
        order by fire.id desc
        limit 1
    ) as fire_log
from run
cross join lateral (
    select
        max(worker.seen_at) as seen_at,
        count(*) filter (where worker.ended_at is null and worker.seen_at > now() - %(lease)s::interval) as working,
        count(*) filter (where worker.finish_reason = 'died') as died,
        coalesce(jsonb_agg(worker.counters), '[]') as counters
    from worker
    where worker.run = run.id
) as workers
where run.id = %(run)s
