-- Claims hosts for this worker: free ones with due pages, at most its fair share of the hosts that the workers of
-- its run crawl or could crawl. A host is free if nobody leases it, or if the lease has expired. A host at the
-- limit of pages for the run has nothing due.
with busy as (
    select
        host.outlet,
        host.name,
        host.leased_until > now() as is_leased,
        host.worker = %(worker)s and host.leased_until > now() as mine
    from unnest(%(outlets)s::text[], %(hosts)s::text[]) as asked (outlet, name)
    inner join host on host.outlet = asked.outlet and host.name = asked.name
    where
        (
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
                select from host_visits
                where host_visits.run = %(of_run)s and host_visits.outlet = host.outlet and host_visits.host = host.name
                    and host_visits.pages >= %(host_pages)s
            )
        )
),

alive as (
    select greatest(1, count(*)) as number
    from worker
    where run = %(of_run)s and ended_at is null and seen_at > now() - %(lease)s::interval
),

taken as (
    select host.outlet, host.name
    from host
    inner join busy on busy.outlet = host.outlet and busy.name = host.name
    where host.leased_until <= now() and host.not_before <= now()
    order by random()
    limit greatest(0, (
        select ceil((select count(*) from busy)::numeric / alive.number) - (select count(*) from busy where mine)
        from alive
    ))
    for update of host skip locked
)

update host set worker = %(worker)s, leased_until = now() + %(lease)s::interval
from taken
where host.outlet = taken.outlet and host.name = taken.name and host.leased_until <= now()
returning host.name
