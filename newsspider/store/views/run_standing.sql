-- How each run stands: its workers, their last heartbeat (else its begin), and its counters. A run that goes on or was
-- lost counted what its workers had counted by their last heartbeats: the sum, or the largest of a few counters, as at
-- the end of a run (MAXIMA in runs/closing.py).
create or replace view run_standing as
select
    run.id as run, workers.processes, workers.died, greatest(run.started_at, workers.seen_at) as seen_at,
    case
        when run.counters <> '{}' then run.counters
        else coalesce(
            (
                select jsonb_object_agg(counter.name, counter.total)
                from (
                    select
                        entry.key as name,
                        case
                            when entry.key ~ '^(elapsed_time|paused/|crawl_delay/)' then max(entry.value::numeric)
                            else sum(entry.value::numeric)
                        end as total
                    from worker
                    cross join lateral jsonb_each(worker.counters) as entry
                    where worker.run = run.id and jsonb_typeof(entry.value) = 'number'
                    group by entry.key
                ) as counter
            ), '{}'
        )
    end as counters
from run
cross join lateral (
    select
        count(*) as processes, count(*) filter (where worker.finish_reason = 'died') as died,
        max(worker.seen_at) as seen_at
    from worker
    where worker.run = run.id
) as workers;
