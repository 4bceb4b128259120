-- Those of these hosts that this worker does not lease.
select name from host where name = any (%(hosts)s) and worker is distinct from %(worker)s
