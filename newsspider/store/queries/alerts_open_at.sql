-- Alerts that were open at a moment, newest first.
select id, spider, arguments, kind, code, subject, reason, numbers, since, last_seen, run, notified_at
from alert
where since < %(at)s and (cleared_at is null or cleared_at >= %(at)s)
order by since desc, id desc
