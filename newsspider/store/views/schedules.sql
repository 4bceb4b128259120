create or replace view ops.schedules as
select
    schedule.name as schedule, schedule.spider, schedule.arguments, schedule.cron, schedule.timezone, schedule.since,
    schedule.next_slot, schedule.declared_at,
    coalesce(schedule.next_slot < now() - interval '5 minutes', false) as overdue,
    newest.slot as last_slot, newest.state as last_state, newest.reason as last_reason, newest.run as last_run,
    newest.ended_at as last_ended_at
from schedule
left join lateral (
    select * from fire where fire.schedule = schedule.name order by fire.slot desc limit 1
) as newest on true;

comment on view ops.schedules is 'Schedules: one row each, with the newest fire.';
comment on column ops.schedules.schedule is 'Name of the schedule.';
comment on column ops.schedules.spider is 'Spider that it runs.';
comment on column ops.schedules.arguments is 'Arguments of the spider, as JSON.';
comment on column ops.schedules.cron is 'Cron line.';
comment on column ops.schedules.timezone is 'Time zone of the cron line.';
comment on column ops.schedules.since is 'Declared with this cron line since.';
comment on column ops.schedules.next_slot is 'Next slot.';
comment on column ops.schedules.declared_at is 'When a scheduler last declared it.';
comment on column ops.schedules.overdue is 'Whether the next slot is past by five minutes: no scheduler is at work.';
comment on column ops.schedules.last_slot is 'Slot of the newest fire.';
comment on column ops.schedules.last_state is 'State of the newest fire (see ops.fires).';
comment on column ops.schedules.last_reason is 'Explanation of that state.';
comment on column ops.schedules.last_run is 'Run of the newest fire.';
comment on column ops.schedules.last_ended_at is 'When the newest fire ended.';
