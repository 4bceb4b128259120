-- Hosts that this process is done with, each with the seconds for which nobody is to ask it: its pace, or for as
-- long as it wants to be left alone.
update host set
    worker = null, leased_until = '-infinity',
    not_before = greatest(not_before, now() + make_interval(secs => told.seconds))
from unnest(%(hosts)s::text[], %(paces)s::double precision[]) as told (name, seconds)
where host.outlet = %(outlet)s and host.worker = %(worker)s and host.name = told.name
