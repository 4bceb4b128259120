-- Alerts that some receiver was not notified of, with the run that each is about. Alerts that another process is
-- delivering are left out.
select
    alert.id, alert.spider, alert.arguments, alert.kind, alert.code, alert.subject, alert.reason, alert.numbers,
    alert.since, alert.last_seen, alert.run, alert.cleared_at, alert.cleared_by, alert.notified, alert.recovery_notified,
    run.started_at, run.finished_at, run.verdict, coalesce(run.counters, '{}') as counters
from alert
left join run on run.id = coalesce(alert.cleared_by, alert.run)
where (alert.cleared_at is null and alert.notified_at is null)
    or (alert.cleared_at is not null and alert.recovery_notified_at is null)
order by alert.id
for update of alert skip locked
