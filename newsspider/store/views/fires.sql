create or replace view ops.fires as
select
    fire.id as fire, fire.schedule, fire.slot, fire.spider, fire.arguments, fire.state, fire.reason, fire.noticed_at,
    fire.started_at, fire.ended_at,
    extract(epoch from coalesce(fire.ended_at, now()) - fire.started_at)::double precision as seconds,
    fire.attempt, fire.again_at, fire.missed_before, fire.exit_code, fire.run, fire.log
from fire;

comment on view ops.fires is 'Fires: one row for each slot of a schedule, with what was done about it.';
comment on column ops.fires.fire is 'Number of the row.';
comment on column ops.fires.schedule is 'Name of the schedule.';
comment on column ops.fires.slot is 'Time at which the schedule was due.';
comment on column ops.fires.spider is 'Spider that was to run.';
comment on column ops.fires.arguments is 'Arguments of the spider, as JSON.';
comment on column ops.fires.state is 'running, ok, degraded, failed, lost, skipped or missed.';
comment on column ops.fires.reason is 'Explanation of the state; empty if there is none.';
comment on column ops.fires.noticed_at is 'When a scheduler noticed the slot.';
comment on column ops.fires.started_at is 'When the crawl began; null if none did.';
comment on column ops.fires.ended_at is 'End of the fire.';
comment on column ops.fires.seconds is 'Duration of the crawl so far.';
comment on column ops.fires.attempt is 'Number of the attempt, from 1.';
comment on column ops.fires.again_at is 'When the next attempt begins; null: never.';
comment on column ops.fires.missed_before is 'Slots before it that passed without a fire.';
comment on column ops.fires.exit_code is 'The exit code of its crawl; null if nobody saw it.';
comment on column ops.fires.run is 'The run it began.';
comment on column ops.fires.log is 'Where its log is, below the data folder.';
