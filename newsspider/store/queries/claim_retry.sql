-- Claims the next attempt of a fire. No row: another scheduler claimed it, or another fire of the schedule runs.
update fire set
    state = 'running', reason = '', attempt = attempt + 1, again_at = null, machine = %(machine)s,
    supervisor = %(supervisor)s, process = null, started_at = now(), stop_at = now() + %(limit)s::interval,
    stop_grace = %(stop_grace)s::interval, ended_at = null, exit_code = null, log = null
where id = %(fire)s
    and attempt = %(attempt)s
    and again_at <= now()
    and not exists (select from fire as other where other.schedule = fire.schedule and other.state = 'running')
returning *
