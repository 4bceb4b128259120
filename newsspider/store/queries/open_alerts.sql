-- The causes that are open now, the newest first.
select id, spider, arguments, cause, kind, reason, since, last_seen, run, told_at
from alert
where cleared_at is null
order by since desc, id desc
