-- A run, and the seconds since the last heartbeat of its workers.
select
    run.id, run.spider, run.arguments, run.version, run.started_at, run.finished_at, run.finish_reason, run.verdict,
    run.reasons, run.counters, run.settings, now() as now,
    (select fire.schedule from fire where fire.run = run.id order by fire.id desc limit 1) as schedule
from run
where run.id = %(run)s
