-- Of each host: the pages that are due now, and the latency in the newest of the last runs that fetched from it.
with lately as materialized (
    select coalesce(min(id), 0) as run, min(month) as month
    from (select id, month from run order by id desc limit 20) as newest
),

newest as materialized (
    select host, max(run) as run
    from fetch_count
    where run >= (select run from lately) and month >= (select month from lately) and bucket >= 0
    group by host
),

due as (
    select host, count(*) as new_due, 0 as again_due, min(due_at) as oldest_due_at
    from page
    where due_at <= now() and priority < 1000
    group by host
    union all
    select host, 0, count(*), min(due_at)
    from page
    where due_at <= now() and priority >= 1000
    group by host
)

select
    coalesce(waiting.host, answered.host) as host,
    coalesce(waiting.new_due, 0) as new_due, coalesce(waiting.again_due, 0) as again_due, waiting.oldest_due_at,
    answered.p50_ms, answered.p90_ms
from (
    select
        host, sum(new_due)::bigint as new_due, sum(again_due)::bigint as again_due, min(oldest_due_at) as oldest_due_at
    from due
    group by host
) as waiting
full join (
    select newest.host, answer.p50_ms, answer.p90_ms
    from (select distinct run from newest) as answering
    -- Run by run: the planner would go through all runs.
    cross join lateral (
        select host, p50_ms, p90_ms from ops.latencies where latencies.run = answering.run offset 0
    ) as answer
    inner join newest on newest.run = answering.run and newest.host = answer.host
) as answered on answered.host = waiting.host
