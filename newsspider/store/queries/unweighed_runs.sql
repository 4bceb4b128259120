-- Runs whose end the alerts have not taken note of, in the order in which they ended.
select
    id, spider, arguments, verdict, finish_reason, reasons, finished_at,
    coalesce((counters ->> 'asked')::bigint, 1) as asked
from run
where finished_at is not null and weighed_at is null
order by finished_at, id
for update
