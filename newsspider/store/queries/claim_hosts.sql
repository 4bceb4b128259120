-- Claims hosts for this worker: of those given the free ones with due pages, at most its fair share of the hosts that
-- the workers of its run crawl or could crawl. A host is free if no worker has it, or one whose lease has expired
-- (`expired`, see lock_expired_workers). A host at the limit of pages for the run has nothing due.
with alive as (
    select id
    from worker
    where run = %(of_run)s and ended_at is null and seen_at > now() - %(lease)s::interval
),

leased as (
    select count(*) as hosts, count(*) filter (where host.worker = %(worker)s) as mine
    from host
    where host.worker in (select id from alive) and host.worker <> all (%(expired)s)
),

busy as materialized (
    select host.name
    from unnest(%(hosts)s::text[]) as asked (name)
    inner join host on host.outlet = %(outlet)s and host.name = asked.name
    where (host.worker is null or host.worker = any (%(expired)s))
        and host.not_before <= now()
        and (
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
        )
        and not exists (
            select from host_visits
            where host_visits.run = %(of_run)s and host_visits.outlet = host.outlet and host_visits.host = host.name
                and host_visits.pages >= %(host_pages)s
        )
),

taken as (
    select host.name
    from host
    where host.outlet = %(outlet)s
        and host.name in (select name from busy)
        and (host.worker is null or host.worker = any (%(expired)s))
        and host.not_before <= now()
    order by random()
    limit greatest(0, (
        select ceil(
            (leased.hosts + (select count(*) from busy))::numeric / greatest(1, (select count(*) from alive))
        ) - leased.mine
        from leased
    ))
    for update skip locked
)

update host set worker = %(worker)s
from taken
where host.outlet = %(outlet)s and host.name = taken.name
    and (host.worker is null or host.worker = any (%(expired)s))
returning host.name
