-- Declares the schedules. One whose times have changed is new: it has missed nothing yet.
insert into schedule (name, spider, cron, timezone, arguments, next_slot)
select name, spider, cron, timezone, arguments, next_slot
from jsonb_to_recordset(%(schedules)s::jsonb) as given (
    name text, spider text, cron text, timezone text, arguments jsonb, next_slot timestamptz
)
on conflict (name) do update set
    spider = excluded.spider, cron = excluded.cron, timezone = excluded.timezone,
    arguments = excluded.arguments, next_slot = excluded.next_slot, declared_at = now(),
    since = case
        when (schedule.cron, schedule.timezone) = (excluded.cron, excluded.timezone)
            then least(schedule.since, now())
        else now()
    end
