-- Closes runs of any spider whose workers have all died, with the verdict lost; not those that their last worker
-- judges. Another spider's leases may be longer than ours. Those of this machine that have died are ended by now: the
-- others live, however long the database was away from them.
update run set
    finished_at = now(), finish_reason = 'lost', verdict = 'lost',
    reasons = %(lost)s::jsonb
where run.finished_at is null
    and run.id <> all (%(judged)s::bigint[])
    and not exists (
        select from worker
        where worker.run = run.id and worker.ended_at is null
            and (
                worker.machine = %(machine)s
                or greatest(worker.leased_until, worker.seen_at + %(lease)s::interval) > now()
            )
    )
