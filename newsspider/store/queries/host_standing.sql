-- Of each host: the pages that are due or waiting, and the latency in the newest run that fetched from it.
select
    coalesce(waiting.host, answered.host) as host,
    coalesce(waiting.new_due, 0) as new_due, coalesce(waiting.again_due, 0) as again_due, waiting.oldest_due_at,
    answered.p50_ms, answered.p90_ms
from ops.frontier as waiting
full join (
    select distinct on (host) host, p50_ms, p90_ms
    from ops.latencies
    where run > (select coalesce(max(id), 0) - 20 from run)
    order by host, run desc
) as answered on answered.host = waiting.host
