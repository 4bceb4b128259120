create or replace view ops.schedules as
select
    schedule.name as schedule, schedule.spider, schedule.arguments, schedule.cron, schedule.timezone, schedule.since,
    schedule.next_slot, schedule.told_at,
    coalesce(schedule.next_slot < now() - interval '5 minutes', false) as overdue,
    newest.slot as last_slot, newest.state as last_state, newest.reason as last_reason, newest.run as last_run,
    newest.ended_at as last_ended_at
from schedule
left join lateral (
    select * from fire where fire.schedule = schedule.name order by fire.slot desc limit 1
) as newest on true;

comment on view ops.schedules is 'What is to be crawled when, one row a schedule, with its newest fire.';
comment on column ops.schedules.schedule is 'Its name.';
comment on column ops.schedules.spider is 'What it crawls.';
comment on column ops.schedules.arguments is 'With which arguments, as JSON.';
comment on column ops.schedules.cron is 'When it is due, as a line of cron.';
comment on column ops.schedules.timezone is 'By whose clock.';
comment on column ops.schedules.since is 'Declared so since.';
comment on column ops.schedules.next_slot is 'When it falls due next.';
comment on column ops.schedules.told_at is 'When a scheduler last said so.';
comment on column ops.schedules.overdue is 'Whether that is past by five minutes: no scheduler is at work.';
comment on column ops.schedules.last_slot is 'The newest time that it was due.';
comment on column ops.schedules.last_state is 'What became of it (see ops.fires).';
comment on column ops.schedules.last_reason is 'What a person should know of that.';
comment on column ops.schedules.last_run is 'The run it began.';
comment on column ops.schedules.last_ended_at is 'When that ended.';
