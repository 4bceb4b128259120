create or replace view ops.storage as
select table_size.run, run.finished_at as at, table_size.relation, table_size.bytes, table_size.rows
from table_size
inner join run on run.id = table_size.run;

comment on view ops.storage is 'How large the tables were at the end of each run: one row a run and table, and one for the whole database.';
comment on column ops.storage.run is 'The run.';
comment on column ops.storage.at is 'End of the run.';
comment on column ops.storage.relation is 'The table; "database" is the whole of it.';
comment on column ops.storage.bytes is 'Its size on disk, with its indexes and long values.';
comment on column ops.storage.rows is 'Its rows, as the server estimates them; 0 for the database.';
