-- Runs before a run and begun before a moment (null: the newest), newest first, with the numbers that a list shows. A
-- run that goes on or was lost counted what its workers counted last.
select
    run.id, run.spider, run.arguments, run.started_at, run.finished_at, run.verdict, run.reasons,
    run.finish_reason = 'lost' as lost,
    coalesce(workers.seen_at, run.started_at) as seen_at,
    coalesce(workers.seen_at, run.started_at) > now() - %(lease)s::interval as lively,
    workers.processes,
    coalesce((run.counters ->> 'pages_settled')::bigint, workers.pages) as pages,
    coalesce((run.counters ->> 'articles_new')::bigint, workers.stories) as stories,
    coalesce((run.counters ->> 'articles_changed')::bigint, workers.changed) as changed,
    coalesce((run.counters ->> 'outcome/rejection')::bigint, workers.rejections) as rejections,
    (select avg(measure.value) from measure where measure.run = run.id and measure.name = 'freshness') as freshness
from run
cross join lateral (
    select
        count(*) as processes, max(worker.seen_at) as seen_at,
        sum((worker.counters ->> 'pages_settled')::bigint)::bigint as pages,
        sum((worker.counters ->> 'articles_new')::bigint)::bigint as stories,
        sum((worker.counters ->> 'articles_changed')::bigint)::bigint as changed,
        sum((worker.counters ->> 'outcome/rejection')::bigint)::bigint as rejections
    from worker
    where worker.run = run.id
) as workers
where (%(before)s::bigint is null or run.id < %(before)s)
    and (%(until)s::timestamptz is null or run.started_at < %(until)s)
order by run.id desc
limit %(most)s
