-- Saves the size of each table, and of the whole database.
insert into table_size (run, relation, bytes, rows)
select %(run)s, relname, pg_total_relation_size(oid), greatest(reltuples, 0)::bigint
from pg_class
where relnamespace = (select relnamespace from pg_class where oid = 'article'::regclass) and relkind = 'r'
union all
select %(run)s, 'database', pg_database_size(current_database()), 0
on conflict (run, relation) do update set bytes = excluded.bytes, rows = excluded.rows
