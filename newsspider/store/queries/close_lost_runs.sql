-- Closes runs whose workers have all died, with the verdict lost; not those that their last worker judges.
update run set
    finished_at = now(), finish_reason = 'lost', verdict = 'lost',
    reasons = %(lost)s::jsonb
where run.spider = %(spider)s
    and run.finished_at is null
    and run.id <> all (%(judged)s::bigint[])
    and not exists (
        select from worker
        where worker.run = run.id and worker.ended_at is null and worker.seen_at > now() - %(lease)s::interval
    )
