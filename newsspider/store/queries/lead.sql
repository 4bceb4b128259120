-- Whether this session leads from now on. The lock ends with the session: a leader that is killed is gone at
-- once, one whose line or machine is cut off after 25 seconds, one that is frozen or asleep after 20.
select
    pg_try_advisory_lock(1852143475, 1) as leads,
    set_config('idle_session_timeout', '20s', false),
    set_config('tcp_keepalives_idle', '10', false),
    set_config('tcp_keepalives_interval', '5', false),
    set_config('tcp_keepalives_count', '3', false),
    set_config('tcp_user_timeout', '20000', false)
