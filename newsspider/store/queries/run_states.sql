-- The runs that say how the crawl stands: the newest, those that are open, and of each spider the first and the
-- last good one. Runs over given addresses, over past days, or with a limit are not nightly crawls: they are not
-- `whole`. `seen_at` is the last heartbeat. A run of several outlets is good if one of them is.
with marked as (
    select
        id, spider, finished_at, started_at,
        not (arguments ?| array['url', 'since', 'limit']) as whole,
        verdict = any (%(good)s) or finish_reason = 'finished' and exists (
            select from run_outlet where run_outlet.run = run.id and run_outlet.verdict = any (%(good)s)
        ) as good
    from run
    where %(spider)s::text is null or spider = %(spider)s
),

wanted as (
    (select id from marked order by id desc limit %(newest)s)
    union
    select id from marked where finished_at is null
    union
    (select distinct on (spider) id from marked where whole order by spider, started_at, id)
    union
    (select distinct on (spider) id from marked where whole and good order by spider, finished_at desc, id desc)
)

select
    run.id, run.spider, run.arguments, run.started_at, run.finished_at, run.finish_reason, run.verdict, run.reasons,
    standing.counters, marked.whole, coalesce(marked.good, false) as good, now() as now,
    standing.seen_at, standing.seen_at > now() - %(lease)s::interval as lively, standing.processes, standing.died,
    coalesce(
        (select jsonb_object_agg(outlet, verdict) from run_outlet where run_outlet.run = run.id), '{}'
    ) as outlets
from wanted
inner join marked on marked.id = wanted.id
inner join run on run.id = wanted.id
inner join run_standing as standing on standing.run = run.id
order by run.id desc
