-- Reports of all workers of a run, and whether each is alive or has died. A worker without a heartbeat for a third
-- of a lease (three heartbeats) is not waited for.
select
    worker.machine, worker.process, worker.finish_reason, worker.counters, worker.reasons, worker.flaws,
    worker.ended_at is null and worker.seen_at > now() - %(lease)s::interval / 3 as alive,
    worker.ended_at is null and worker.seen_at <= now() - %(lease)s::interval / 3
    or worker.finish_reason = 'died' as died
from worker
where worker.run = %(run)s
order by worker.id
