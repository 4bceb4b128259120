-- Sessions that hold a lock for which a session of this process waits. PostgreSQL may hide all but the number and
-- the user of other users' sessions.
select distinct
    blocker.pid,
    coalesce(blocker.usename, '') as role,
    coalesce(blocker.application_name, '') as program,
    coalesce(blocker.state, '') as state,
    extract(epoch from clock_timestamp() - coalesce(blocker.xact_start, blocker.query_start))::float8 as seconds,
    coalesce(blocker.query, '') as query,
    coalesce((
        select min(pg_locks.relation::regclass::text) from pg_locks
        where pg_locks.pid = waiting.pid and not pg_locks.granted and pg_locks.relation is not null
    ), '') as waited_for
from pg_stat_activity as waiting
cross join lateral unnest(pg_blocking_pids(waiting.pid)) as blocking (pid)
join pg_stat_activity as blocker on blocker.pid = blocking.pid
where waiting.application_name = %(name)s
    and waiting.datname = current_database()
    and waiting.wait_event_type = 'Lock'
order by blocker.pid
