-- Hosts of a run under way: pages that it visited, failed visits among them, pages that are due, and the lease.
-- `hosts` are the hosts that the run was asked for (null: every host of the outlet), `due_by` is the run if it
-- crawls only what it made due itself. Hosts that the run has not touched are left out while nothing is due there.
with due as (
    select host, count(*) as pages
    from (
        select host
        from page
        where outlet = %(outlet)s and due_at <= now() and priority < 1000
            and (%(due_by)s::bigint is null or page.due_by = %(due_by)s)
        union all
        select host
        from page
        where outlet = %(outlet)s and due_at <= now() and priority >= 1000
            and (%(due_by)s::bigint is null or page.due_by = %(due_by)s)
    ) as waiting
    group by host
),

visited as (
    select host, sum(pages) as pages, coalesce(sum(pages) filter (where what like '%%/%%'), 0) as failed
    from host_outcome
    where run = %(run)s and outlet = %(outlet)s
    group by host
)

select
    host.name, coalesce(visited.pages, 0)::integer as pages, coalesce(visited.failed, 0)::integer as failed,
    coalesce(due.pages, 0)::integer as due,
    coalesce(worker.leased_until > now() and worker.run = %(run)s, false) as leased_here,
    coalesce(worker.leased_until > now() and worker.run <> %(run)s, false) as leased_elsewhere,
    case when host.not_before > now() then host.not_before end as paused_until, host.refused_at
from host
left join worker on worker.id = host.worker
left join visited on visited.host = host.name
left join due on due.host = host.name
where host.outlet = %(outlet)s
    and (%(hosts)s::text[] is null or host.name = any (%(hosts)s))
    and (
        visited.pages > 0 or due.pages > 0 or coalesce(worker.leased_until > now() and worker.run = %(run)s, false)
    )
order by host.name
