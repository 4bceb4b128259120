-- Comments on the tables: schedules.

comment on table schedule is 'Schedules: one row each, as the leading scheduler read it from its file.';
comment on column schedule.name is 'Name of the schedule.';
comment on column schedule.spider is 'Spider that it runs.';
comment on column schedule.cron is 'Cron line.';
comment on column schedule.timezone is 'Time zone of the cron line.';
comment on column schedule.arguments is 'Arguments of the spider, as a JSON object.';
comment on column schedule.since is 'Declared with this cron line since then; earlier slots were not missed.';
comment on column schedule.next_slot is 'Next slot. If it is past by minutes, no scheduler is at work.';
comment on column schedule.declared_at is 'When a scheduler last declared it.';

comment on table fire is 'Fires: one row for each slot of a schedule, with what was done about it and how it ended.';
comment on column fire.id is 'Number of the fire.';
comment on column fire.schedule is 'Name of the schedule.';
comment on column fire.slot is 'Time at which the schedule was due.';
comment on column fire.spider is 'Spider that was to run.';
comment on column fire.arguments is 'Arguments of the spider, as a JSON object.';
comment on column fire.state is 'running, ok, degraded, failed, lost, skipped or missed.';
comment on column fire.reason is 'Explanation of the state for a person; empty if there is none.';
comment on column fire.noticed_at is 'When a scheduler noticed the slot.';
comment on column fire.missed_before is 'Slots before it that passed without a fire and are not made up for.';
comment on column fire.attempt is 'Number of the attempt, from 1.';
comment on column fire.again_at is 'When the next attempt begins; null: never.';
comment on column fire.machine is 'Machine of the scheduler.';
comment on column fire.process is 'Process of the crawl on that machine.';
comment on column fire.supervisor is 'Process of the scheduler that supervises it.';
comment on column fire.started_at is 'When the crawl began.';
comment on column fire.stop_at is 'Deadline: then the crawl is asked to stop.';
comment on column fire.stop_grace is 'Time between the deadline and the kill.';
comment on column fire.ended_at is 'When it ended.';
comment on column fire.exit_code is 'Exit code of the crawl; 128 and the number of the signal; null if nobody saw it end.';
comment on column fire.run is 'Run that it began.';
comment on column fire.log is 'Path of its log below the data folder.';
