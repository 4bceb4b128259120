-- Releases hosts, each with the seconds for which nobody may fetch from it: its pace, or its throttling.
update host set
    worker = null, leased_until = '-infinity',
    not_before = greatest(not_before, now() + make_interval(secs => given.seconds))
from unnest(%(hosts)s::text[], %(paces)s::double precision[]) as given (name, seconds)
where host.outlet = %(outlet)s and host.worker = %(worker)s and host.name = given.name
