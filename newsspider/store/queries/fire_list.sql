-- The newest fires of all schedules; with `troubles` only those that were skipped, missed, failed or lost.
select
    id, schedule, slot, spider, arguments, state, reason, missed_before, attempt, again_at, machine, started_at,
    ended_at, exit_code, run
from fire
where not %(troubles)s or state in ('skipped', 'missed', 'failed', 'lost') or missed_before > 0
order by slot desc, id desc
limit %(most)s
