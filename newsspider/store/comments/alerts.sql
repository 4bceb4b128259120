-- Comments on the tables: alerts.

comment on table alert is 'Alerts: one row for each time that a reason was open, from the run that showed it to the run that no longer did.';
comment on column alert.id is 'Number of the alert.';
comment on column alert.spider is 'Spider that it is about.';
comment on column alert.arguments is 'Arguments of its crawl; only a run with the same ones can clear the alert.';
comment on column alert.kind is 'failed, degraded, lost or late.';
comment on column alert.code is 'Code of the reason (docs/breakages.md): the same for every run that shows it.';
comment on column alert.subject is 'What the reason is about: a host, a measure, a schedule; empty for the whole run.';
comment on column alert.reason is 'Reason as the newest run words it.';
comment on column alert.numbers is 'Values in the reason, as a JSON object.';
comment on column alert.since is 'Open since.';
comment on column alert.last_seen is 'End of the newest run that showed it.';
comment on column alert.run is 'The newest run that showed it.';
comment on column alert.notified is 'Receivers that were notified of it.';
comment on column alert.notified_at is 'When all receivers had been notified.';
comment on column alert.cleared_at is 'When it was cleared; null while it is open.';
comment on column alert.cleared_by is 'Run that cleared it; null: no such run came for days.';
comment on column alert.recovery_notified is 'Receivers that were notified of the recovery.';
comment on column alert.recovery_notified_at is 'When all receivers had been notified of the recovery.';
