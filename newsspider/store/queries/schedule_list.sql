-- Schedules with their newest fire, and what became of their slots in the last 30 days.
select
    listed.schedule, listed.spider, listed.arguments, listed.cron, listed.timezone, listed.next_slot, listed.overdue,
    listed.last_slot, listed.last_state, listed.last_reason, listed.last_run, listed.last_ended_at,
    counted.fires, counted.skipped, counted.missed, counted.failed
from ops.schedules as listed
cross join lateral (
    select
        count(*) as fires,
        count(*) filter (where fire.state = 'skipped') as skipped,
        count(*) filter (where fire.state = 'missed') + coalesce(sum(fire.missed_before), 0)::bigint as missed,
        count(*) filter (where fire.state in ('failed', 'lost')) as failed
    from fire
    where fire.schedule = listed.schedule and fire.slot > now() - interval '30 days'
) as counted
order by listed.schedule
