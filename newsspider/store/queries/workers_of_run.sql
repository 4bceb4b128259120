-- Workers of a run.
select id, machine, process, started_at, seen_at, ended_at, finish_reason, reasons, flaws
from worker
where run = %(run)s
order by id
