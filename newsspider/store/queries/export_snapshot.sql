-- What a later export asks to know what has changed since this one: the moment, the server and database, and the
-- transactions that this one sees. Transactions are numbered from 0 as long as the server lives.
select
    clock_timestamp() as taken_at,
    (select system_identifier from pg_control_system())::text || '/'
    || (select oid from pg_database where datname = current_database())::text as source,
    pg_snapshot_xmin(pg_current_snapshot())::text::bigint as first_open
