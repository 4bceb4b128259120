-- Runs before a run (null: the newest), newest first, with the numbers that a list shows.
select
    run.id, run.spider, run.arguments, run.started_at, run.finished_at, run.verdict, run.reasons,
    run.finish_reason = 'lost' as lost,
    coalesce(workers.seen_at, run.started_at) as seen_at,
    coalesce(workers.seen_at, run.started_at) > now() - %(lease)s::interval as lively,
    workers.processes,
    (run.counters ->> 'pages_settled')::bigint as pages,
    (run.counters ->> 'articles_new')::bigint as stories,
    (run.counters ->> 'articles_changed')::bigint as changed,
    (run.counters ->> 'outcome/rejection')::bigint as rejections,
    (select measure.value from measure where measure.run = run.id and measure.name = 'freshness') as freshness
from run
cross join lateral (
    select count(*) as processes, max(worker.seen_at) as seen_at from worker where worker.run = run.id
) as workers
where %(before)s::bigint is null or run.id < %(before)s
order by run.id desc
limit %(most)s
