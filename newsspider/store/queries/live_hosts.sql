-- Hosts of a run under way: pages that it visited, failed visits among them, pages that are due, and the lease.
-- Asked for are `hosts` of `outlets`; those that the run visited or leases come besides. `due_by` is the run if it
-- crawls only what it made due itself. Hosts that the run has not touched are left out while nothing is due there.
with visited as (
    select outlet, host, sum(pages) as pages, coalesce(sum(pages) filter (where what like '%%/%%'), 0) as failed
    from host_outcome
    where run = %(run)s
    group by outlet, host
),

leased as (
    select host.outlet, host.name, worker.run = %(run)s as here
    from host
    inner join worker on worker.id = host.worker
    where worker.leased_until > now()
),

asked as (
    select outlet, name from unnest(%(outlets)s::text[], %(hosts)s::text[]) as given (outlet, name)
    union
    select outlet, host from visited
    union
    select outlet, name from leased where here
)

select
    asked.name, coalesce(visited.pages, 0)::integer as pages, coalesce(visited.failed, 0)::integer as failed,
    due.pages::integer as due, coalesce(leased.here, false) as leased_here, not coalesce(leased.here, true) as leased_elsewhere,
    case when host.not_before > now() then host.not_before end as paused_until, host.refused_at
from asked
cross join lateral (
    select
        (
            select count(*)
            from page
            where page.outlet = asked.outlet and page.host = asked.name and due_at <= now() and priority < 1000
                and (%(due_by)s::bigint is null or page.due_by = %(due_by)s)
        )
        + (
            select count(*)
            from page
            where page.outlet = asked.outlet and page.host = asked.name and due_at <= now() and priority >= 1000
                and (%(due_by)s::bigint is null or page.due_by = %(due_by)s)
        ) as pages
) as due
left join host on host.outlet = asked.outlet and host.name = asked.name
left join visited on visited.outlet = asked.outlet and visited.host = asked.name
left join leased on leased.outlet = asked.outlet and leased.name = asked.name
where visited.pages > 0 or due.pages > 0 or leased.here
order by asked.name
