-- Sends a heartbeat: the worker is alive, has these counters, and extends its lease.
update worker set
    seen_at = now(), leased_until = now() + %(lease)s::interval, counters = %(counters)s::jsonb,
    hosts = (select count(*) from host where host.worker = %(worker)s)
where id = %(worker)s
