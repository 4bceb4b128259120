-- Alerts with the receivers that know of them: the open ones, or those that are over, the newest first.
select
    id, spider, arguments, kind, code, subject, reason, numbers, since, last_seen, run, notified, notified_at,
    cleared_at, cleared_by, recovery_notified, recovery_notified_at
from alert
where (cleared_at is null) = %(open)s
order by coalesce(cleared_at, since) desc, id desc
limit %(most)s
