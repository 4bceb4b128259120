-- Run by run: a join would read all runs to answer for a month of them.
create or replace view ops.fetches as
select run.id as run, run.spider, run.started_at, summed.outlet, summed.host, summed.status, summed.fetches, summed.bytes
from run
cross join lateral (
    select outlet, host, status, sum(fetches)::bigint as fetches, sum(bytes)::bigint as bytes
    from fetch_count
    where fetch_count.run = run.id and fetch_count.month = run.month
    group by outlet, host, status
) as summed;

comment on view ops.fetches is 'Requests by the status of their answer: one row a run, host and status. It is written with each heartbeat; a process that is killed loses its last few seconds of it.';
comment on column ops.fetches.run is 'The run.';
comment on column ops.fetches.spider is 'Its spider.';
comment on column ops.fetches.started_at is 'When the run began.';
comment on column ops.fetches.outlet is 'The outlet.';
comment on column ops.fetches.host is 'The host that was asked.';
comment on column ops.fetches.status is 'The HTTP status; 0: no answer.';
comment on column ops.fetches.fetches is 'Requests.';
comment on column ops.fetches.bytes is 'Bytes of the answers'' bodies as they came (compressed).';
