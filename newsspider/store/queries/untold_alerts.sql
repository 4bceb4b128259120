-- What somebody is still to be told of, with the run that it is about; what another process is telling is left out.
select
    alert.id, alert.spider, alert.arguments, alert.cause, alert.kind, alert.reason, alert.since, alert.last_seen,
    alert.run, alert.cleared_at, alert.cleared_by, alert.told_to, alert.cleared_told_to,
    run.started_at, run.finished_at, run.verdict, coalesce(run.counters, '{}') as counters
from alert
left join run on run.id = coalesce(alert.cleared_by, alert.run)
where (alert.cleared_at is null and alert.told_at is null)
    or (alert.cleared_at is not null and alert.cleared_told_at is null)
order by alert.id
for update of alert skip locked
