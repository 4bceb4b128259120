-- Runs that began between two moments, oldest first. `freshness` is the measure of each, in minutes.
select
    run.id, run.spider, run.arguments, run.started_at, run.finished_at, run.finish_reason, run.verdict, run.reasons,
    standing.counters,
    not (run.arguments ?| array['url', 'since', 'limit']) as whole,
    coalesce(run.verdict in ('ok', 'degraded'), false) as good, now() as now,
    standing.seen_at, standing.seen_at > now() - %(lease)s::interval as lively, standing.processes, standing.died,
    (select avg(measure.value) from measure where measure.run = run.id and measure.name = 'freshness') as freshness
from run
inner join run_standing as standing on standing.run = run.id
where run.started_at >= %(since)s and run.started_at < %(until)s
order by run.id
