-- The size of the database at the end of each day's last run, by Jakarta's days.
select distinct on (day) (run.finished_at at time zone 'Asia/Jakarta')::date as day, table_size.bytes
from table_size
inner join run on run.id = table_size.run
where table_size.relation = 'database' and run.finished_at > now() - make_interval(days => %(days)s)
order by day, run.finished_at desc
