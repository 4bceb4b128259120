-- Hosts that this process may ask from now on: free ones with due pages, at most its fair share among the
-- processes of its run of the hosts that they crawl or could. A host is free when nobody holds it, or its holder
-- has been silent for the lease. Of a host that the run has asked for all it may, nothing is due.
with busy as (
    select
        host.name,
        host.leased_until > now() as held,
        host.worker = %(worker)s and host.leased_until > now() as mine
    from host
    where host.outlet = %(outlet)s
        and host.name = any (%(hosts)s)
        and (
            host.leased_until > now()
                and host.worker in (select id from worker where run = %(of_run)s)
            or host.leased_until <= now() and host.not_before <= now() and (
                exists (
                    select from page
                    where page.outlet = host.outlet and page.host = host.name
                        and page.priority < 1000 and page.due_at <= now()
                        and (%(run)s::bigint is null or page.due_by = %(run)s)
                )
                or exists (
                    select from page
                    where page.outlet = host.outlet and page.host = host.name
                        and page.priority >= 1000 and page.due_at <= now()
                        and (%(run)s::bigint is null or page.due_by = %(run)s)
                )
            ) and not exists (
                select from visited
                where visited.run = %(of_run)s and visited.outlet = host.outlet and visited.host = host.name
                    and visited.pages >= %(host_pages)s
            )
        )
),

alive as (
    select greatest(1, count(*)) as number
    from worker
    where run = %(of_run)s and ended_at is null and seen_at > now() - %(lease)s::interval
),

taken as (
    select host.name
    from host
    inner join busy on busy.name = host.name
    where host.outlet = %(outlet)s and host.leased_until <= now() and host.not_before <= now()
    order by random()
    limit greatest(0, (
        select ceil((select count(*) from busy)::numeric / alive.number) - (select count(*) from busy where mine)
        from alive
    ))
    for update of host skip locked
)

update host set worker = %(worker)s, leased_until = now() + %(lease)s::interval
from taken
where host.outlet = %(outlet)s and host.name = taken.name and host.leased_until <= now()
returning host.name
