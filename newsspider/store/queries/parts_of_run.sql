-- What every process of the run did, and whether it is still at it or has died: one that has given no sign of
-- life for a third of a lease, three beats, is not waited for to close the books.
select
    worker.machine, worker.process, worker.finish_reason, worker.counters, worker.reasons, worker.lacks,
    worker.ended_at is null and worker.seen_at > now() - %(lease)s::interval / 3 as alive,
    worker.ended_at is null and worker.seen_at <= now() - %(lease)s::interval / 3
    or worker.finish_reason = 'died' as died
from worker
where worker.run = %(run)s
order by worker.id
