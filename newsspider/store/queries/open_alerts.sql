-- Open alerts, newest first.
select id, spider, arguments, kind, code, subject, reason, numbers, since, last_seen, run, notified_at
from alert
where cleared_at is null
order by since desc, id desc
