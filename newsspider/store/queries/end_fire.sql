-- Ends a fire. No row: it has ended already.
update fire set
    state = %(state)s, reason = %(reason)s, exit_code = %(exit_code)s, ended_at = now(),
    again_at = now() + %(again)s::interval
where id = %(fire)s and attempt = %(attempt)s and state = 'running'
returning *
