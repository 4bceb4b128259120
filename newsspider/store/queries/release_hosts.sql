-- Releases hosts, each with the seconds for which nobody may fetch from it: its pace, its throttling, or its rest
-- after it has refused us. Whether it refuses us is left as it is where that is unknown.
with released as (
    update worker set hosts = greatest(0, hosts - cardinality(%(hosts)s::text[])) where id = %(worker)s
    returning id
)

update host set
    worker = null,
    not_before = greatest(not_before, now() + make_interval(secs => given.seconds)),
    refused_at = case given.refuses when true then coalesce(refused_at, now()) when false then null else refused_at end
from released
cross join unnest(%(hosts)s::text[], %(paces)s::double precision[], %(refuses)s::boolean[])
    as given (name, seconds, refuses)
where host.worker = released.id and host.name = given.name
