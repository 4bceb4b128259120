-- Runs before a run and begun before a moment (null: the newest), newest first, with the numbers that a list shows.
select
    run.id, run.spider, run.arguments, run.started_at, run.finished_at, run.verdict, run.reasons,
    run.finish_reason = 'lost' as lost,
    standing.seen_at, standing.seen_at > now() - %(lease)s::interval as lively, standing.processes,
    (standing.counters ->> 'pages_settled')::bigint as pages,
    (standing.counters ->> 'articles_new')::bigint as stories,
    (standing.counters ->> 'articles_changed')::bigint as changed,
    (standing.counters ->> 'outcome/rejection')::bigint as rejections,
    (select avg(measure.value) from measure where measure.run = run.id and measure.name = 'freshness') as freshness
from run
inner join run_standing as standing on standing.run = run.id
where (%(before)s::bigint is null or run.id < %(before)s)
    and (%(until)s::timestamptz is null or run.started_at < %(until)s)
order by run.id desc
limit %(most)s
