-- Workers of open runs that have left them less than a lease ago: the last one judges its run, and closes it.
select worker.run, worker.machine, worker.process
from worker
inner join run on run.id = worker.run
where run.finished_at is null
    and worker.finish_reason not in ('died', 'closed')
    and greatest(worker.leased_until, worker.ended_at + %(lease)s::interval) > now()
