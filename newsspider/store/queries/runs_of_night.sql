-- Runs that began between two moments, oldest first. One that goes on or was lost counted what its workers counted
-- last. `freshness` is its measure, in minutes.
select
    run.id, run.spider, run.arguments, run.started_at, run.finished_at, run.finish_reason, run.verdict, run.reasons,
    case when run.counters <> '{}' then run.counters else counted.counters end as counters,
    not (run.arguments ?| array['url', 'since', 'limit']) as whole,
    coalesce(run.verdict in ('ok', 'degraded'), false) as good, now() as now,
    greatest(run.started_at, workers.seen_at) as seen_at,
    greatest(run.started_at, workers.seen_at) > now() - %(lease)s::interval as lively,
    workers.processes, workers.died,
    (select avg(measure.value) from measure where measure.run = run.id and measure.name = 'freshness') as freshness
from run
cross join lateral (
    select
        count(*) as processes, max(worker.seen_at) as seen_at,
        count(*) filter (where worker.finish_reason = 'died') as died
    from worker
    where worker.run = run.id
) as workers
cross join lateral (
    select coalesce(jsonb_object_agg(counter.name, counter.total), '{}') as counters
    from (
        select entry.key as name, sum(entry.value::numeric) as total
        from worker
        cross join lateral jsonb_each(worker.counters) as entry
        where worker.run = run.id and run.counters = '{}' and jsonb_typeof(entry.value) = 'number'
        group by entry.key
    ) as counter
) as counted
where run.started_at >= %(since)s and run.started_at < %(until)s
order by run.id
