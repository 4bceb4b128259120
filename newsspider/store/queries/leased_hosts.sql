-- The hosts still leased to this worker, its fair share of hosts, and the number of other workers of the run. It
-- is a statement of its own after the heartbeat's, which may have waited for a worker that claimed hosts of ours.
with others as (
    select count(*) as workers, coalesce(sum(hosts) filter (where leased_until > now()), 0) as hosts
    from worker
    where run = %(of_run)s
        and id <> %(worker)s
        and ended_at is null
        and seen_at > now() - %(lease)s::interval
),

leased as (select array(select name from host where worker = %(worker)s) as names)

select
    leased.names, ceil((cardinality(leased.names) + others.hosts)::numeric / (others.workers + 1))::integer as share,
    others.workers as others
from leased
cross join others
