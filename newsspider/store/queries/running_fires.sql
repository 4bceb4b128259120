-- Running fires, each with the latest heartbeat of its crawl: the worker that it started, and that worker's run.
select
    fire.id, fire.schedule, fire.slot, fire.attempt, fire.machine, fire.process, fire.supervisor,
    fire.stop_at, fire.stop_grace,
    extract(epoch from now() - fire.started_at)::float8 as age,
    sign.process as worker,
    extract(epoch from now() - sign.seen_at)::float8 as silence,
    sign.ended_at is not null as worker_ended,
    sign.finish_reason as worker_finish, sign.run, run.verdict, run.finish_reason as run_finish,
    reason_texts(run.reasons) as reasons
from fire
left join lateral (
    select * from worker
    where worker.fire = fire.id and worker.started_at >= fire.started_at
    order by worker.id desc
    limit 1
) as sign on true
left join run on run.id = sign.run
where fire.state = 'running' and (%(schedule)s::text is null or fire.schedule = %(schedule)s)
order by fire.id
