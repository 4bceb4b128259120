create or replace view ops.latencies as
select
    run.id as run, run.spider, run.started_at, summed.outlet, summed.host, summed.fetches, summed.p50_ms, summed.p90_ms, summed.p99_ms
from run
cross join lateral (
    select
        outlet, host, max(total)::bigint as fetches,
        middle_of(min(bucket) filter (where upto >= 0.5 * total)) as p50_ms,
        middle_of(min(bucket) filter (where upto >= 0.9 * total)) as p90_ms,
        middle_of(min(bucket) filter (where upto >= 0.99 * total)) as p99_ms
    from (
        select
            outlet, host, bucket,
            sum(fetches) over (partition by outlet, host) as total,
            sum(fetches) over (partition by outlet, host order by bucket) as upto
        from (
            select outlet, host, bucket, sum(fetches)::double precision as fetches
            from fetch_count
            where fetch_count.run = run.id and fetch_count.month = run.month and fetch_count.bucket >= 0
            group by outlet, host, bucket
        ) as counted
    ) as added
    group by outlet, host
) as summed;

comment on view ops.latencies is 'How soon hosts answer: from the request''s sending to the first of the answer, one row a run and host. The milliseconds are right to a tenth.';
comment on column ops.latencies.run is 'The run.';
comment on column ops.latencies.spider is 'Its spider.';
comment on column ops.latencies.started_at is 'When the run began.';
comment on column ops.latencies.outlet is 'The outlet.';
comment on column ops.latencies.host is 'The host.';
comment on column ops.latencies.fetches is 'Answers that were timed.';
comment on column ops.latencies.p50_ms is 'Half of them came within so many milliseconds.';
comment on column ops.latencies.p90_ms is 'Nine of ten did.';
comment on column ops.latencies.p99_ms is 'Ninety-nine of a hundred did.';
