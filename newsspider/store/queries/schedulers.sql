-- Sessions of schedulers, and which of them leads. Names of other users' sessions may be hidden.
select
    coalesce(pg_stat_activity.application_name, '') as name,
    coalesce(pg_locks.granted, false) as leads
from pg_stat_activity
left join pg_locks
    on pg_locks.pid = pg_stat_activity.pid
    and pg_locks.locktype = 'advisory'
    and pg_locks.classid = 1852143475
    and pg_locks.objid = 1
    and pg_locks.objsubid = 2
where pg_stat_activity.datname = current_database()
    and (pg_stat_activity.application_name like 'newsspider schedule %%' or pg_locks.granted)
order by leads desc, name
