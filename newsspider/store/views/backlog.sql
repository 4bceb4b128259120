create or replace view ops.backlog as
select run, outlet, counted_at as at, new_due, new_later, again_due, again_later, oldest_due_at
from backlog;

comment on view ops.backlog is 'The frontier at the end of each run: one row a run and outlet with any page that is due or waiting.';
comment on column ops.backlog.run is 'The run.';
comment on column ops.backlog.outlet is 'The outlet.';
comment on column ops.backlog.at is 'When it was counted: the end of the run.';
comment on column ops.backlog.new_due is 'Pages that were never read, due then.';
comment on column ops.backlog.new_later is 'Pages that were never read, due later: retries.';
comment on column ops.backlog.again_due is 'Revisits, due then.';
comment on column ops.backlog.again_later is 'Revisits, due later.';
comment on column ops.backlog.oldest_due_at is 'Since when the oldest of those due waited; null if none was due.';
