-- Facts about a server that are checked before anything is made on it.
select
    current_setting('server_encoding') as encoding,
    current_setting('server_version') as version,
    current_setting('server_version_num')::int as version_number,
    pg_is_in_recovery() as standby,
    current_setting('transaction_read_only') = 'on' as read_only,
    current_setting('session_replication_role') = 'replica' as skips_triggers,
    array(select name from pg_settings where source = 'client') as stated,
    current_database() as database,
    current_user as role
