-- Closed runs that the alerts have not evaluated, in the order in which they ended.
select
    id, spider, arguments, verdict, finish_reason, reasons, finished_at,
    coalesce((counters ->> 'asked')::bigint, 1) as asked
from run
where finished_at is not null and evaluated_at is null
order by finished_at, id
for update
