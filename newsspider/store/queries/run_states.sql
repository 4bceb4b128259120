-- The runs that say how the crawl stands: the newest, those whose books are open, and of each spider the first and the
-- last good one. Runs over addresses given by hand, over past days, or with a limit, say nothing of the nightly crawl:
-- they are not `whole`. `seen_at` is the run's last sign of life.
with told as (
    select
        id, spider, finished_at, started_at,
        not (arguments ?| array['url', 'since', 'limit']) as whole,
        verdict = any (%(good)s) as good
    from run
    where %(spider)s::text is null or spider = %(spider)s
),

wanted as (
    (select id from told order by id desc limit %(newest)s)
    union
    select id from told where finished_at is null
    union
    (select distinct on (spider) id from told where whole order by spider, started_at, id)
    union
    (select distinct on (spider) id from told where whole and good order by spider, finished_at desc, id desc)
)

select
    run.id, run.spider, run.arguments, run.started_at, run.finished_at, run.finish_reason, run.verdict, run.reasons,
    run.counters, told.whole, coalesce(told.good, false) as good, now() as now,
    greatest(run.started_at, hands.seen_at) as seen_at,
    greatest(run.started_at, hands.seen_at) > now() - %(lease)s::interval as lively,
    hands.processes, hands.died
from wanted
inner join told on told.id = wanted.id
inner join run on run.id = wanted.id
cross join lateral (
    select
        count(*) as processes, max(worker.seen_at) as seen_at,
        count(*) filter (where worker.finish_reason = 'died') as died
    from worker
    where worker.run = run.id
) as hands
order by run.id desc
