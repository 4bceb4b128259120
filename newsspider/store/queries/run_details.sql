-- A run, with the schedule that began it.
select
    run.id, run.spider, run.arguments, run.version, run.started_at, run.finished_at, run.finish_reason, run.verdict,
    run.reasons, standing.counters, run.settings, now() as now,
    (select fire.schedule from fire where fire.run = run.id order by fire.id desc limit 1) as schedule
from run
inner join run_standing as standing on standing.run = run.id
where run.id = %(run)s
