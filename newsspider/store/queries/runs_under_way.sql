-- Runs under way: without an end, and with a heartbeat that is younger than a lease.
select run.id
from run
where run.finished_at is null
    and exists (select from worker where worker.run = run.id and worker.seen_at > now() - %(lease)s::interval)
order by run.id desc
