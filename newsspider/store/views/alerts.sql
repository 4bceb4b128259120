create or replace view ops.alerts as
select
    id as alert, spider, arguments, kind, code, subject, reason, since, last_seen, run, cleared_at is null as open,
    notified_at is not null as notified, cleared_at, cleared_by
from alert;

comment on view ops.alerts is 'Alerts: one row for each time that a reason was open.';
comment on column ops.alerts.alert is 'Number of the row.';
comment on column ops.alerts.spider is 'The spider it is about.';
comment on column ops.alerts.arguments is 'The arguments of its crawl, as JSON.';
comment on column ops.alerts.kind is 'failed, degraded, lost or late.';
comment on column ops.alerts.code is 'The code of the reason (docs/breakages.md).';
comment on column ops.alerts.subject is 'What the reason is about: a host, a measure, a schedule; empty for the whole run.';
comment on column ops.alerts.reason is 'The reason as the newest run words it.';
comment on column ops.alerts.since is 'Open since.';
comment on column ops.alerts.last_seen is 'The last run that showed it ended then.';
comment on column ops.alerts.run is 'That run.';
comment on column ops.alerts.open is 'Whether it is open.';
comment on column ops.alerts.notified is 'Whether all receivers were notified.';
comment on column ops.alerts.cleared_at is 'When it was cleared; null while it is open.';
comment on column ops.alerts.cleared_by is 'The run that cleared it.';
