-- Saves the size of each table, with its partitions, and of the whole database. Until a table is analyzed the
-- first time, only the server's statistics know its rows.
insert into table_size (run, relation, bytes, rows)
select
    %(run)s, coalesce(parent.relname, class.relname), sum(pg_total_relation_size(class.oid)),
    sum(case when class.reltuples < 0 then pg_stat_get_live_tuples(class.oid) else class.reltuples end)::bigint
from pg_class as class
left join pg_inherits on pg_inherits.inhrelid = class.oid
left join pg_class as parent on parent.oid = pg_inherits.inhparent
where class.relnamespace = (select relnamespace from pg_class where oid = 'article'::regclass) and class.relkind = 'r'
group by coalesce(parent.relname, class.relname)
union all
select %(run)s, 'database', pg_database_size(current_database()), 0
on conflict (run, relation) do update set bytes = excluded.bytes, rows = excluded.rows
