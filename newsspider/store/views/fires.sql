create or replace view ops.fires as
select
    fire.id as fire, fire.schedule, fire.slot, fire.spider, fire.arguments, fire.state, fire.reason, fire.noticed_at,
    fire.started_at, fire.ended_at,
    extract(epoch from coalesce(fire.ended_at, now()) - fire.started_at)::double precision as seconds,
    fire.attempt, fire.again_at, fire.missed_before, fire.exit_code, fire.run, fire.log
from fire;

comment on view ops.fires is 'Each time that a schedule was due, and what was done about it.';
comment on column ops.fires.fire is 'Its number.';
comment on column ops.fires.schedule is 'The schedule.';
comment on column ops.fires.slot is 'When it was due.';
comment on column ops.fires.spider is 'What was crawled.';
comment on column ops.fires.arguments is 'With which arguments, as JSON.';
comment on column ops.fires.state is 'running, ok, degraded, failed, lost, skipped or missed.';
comment on column ops.fires.reason is 'What a person should know of how it ended.';
comment on column ops.fires.noticed_at is 'When a scheduler came to it.';
comment on column ops.fires.started_at is 'When its crawl began; null if none did.';
comment on column ops.fires.ended_at is 'When it ended.';
comment on column ops.fires.seconds is 'How long its crawl took, or takes so far.';
comment on column ops.fires.attempt is 'Which attempt this is, from 1.';
comment on column ops.fires.again_at is 'When it is tried again, if it is.';
comment on column ops.fires.missed_before is 'So many times before it passed without a fire.';
comment on column ops.fires.exit_code is 'The exit code of its crawl; null if nobody saw it.';
comment on column ops.fires.run is 'The run it began.';
comment on column ops.fires.log is 'Where its log is, below the data folder.';
