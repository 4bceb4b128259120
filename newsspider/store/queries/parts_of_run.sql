-- What every process of the run did, and whether it is still at it or has died.
select
    worker.machine, worker.process, worker.finish_reason, worker.counters, worker.reasons, worker.lacks,
    worker.ended_at is null and worker.seen_at > now() - %(lease)s::interval as alive,
    worker.ended_at is null and worker.seen_at <= now() - %(lease)s::interval
    or worker.finish_reason = 'died' as died
from worker
where worker.run = %(run)s
order by worker.id
