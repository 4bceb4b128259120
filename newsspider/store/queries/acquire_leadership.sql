-- Takes the lock of the leading scheduler, if it is free. The lock ends with the session: at once if the leader is
-- killed, after 25 seconds if its connection is cut, after 20 if it is frozen.
select
    pg_try_advisory_lock(1852143475, 1) as leads,
    set_config('idle_session_timeout', '20s', false),
    set_config('tcp_keepalives_idle', '10', false),
    set_config('tcp_keepalives_interval', '5', false),
    set_config('tcp_keepalives_count', '3', false),
    set_config('tcp_user_timeout', '20000', false)
