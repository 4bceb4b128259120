-- Claims hosts for this worker: of those given the free ones with due pages, at most its fair share of the hosts that
-- the workers of its run crawl or could crawl. A host is free if no worker has it, or one whose lease has expired
-- (`expired`, see lock_expired_workers). A host at the limit of pages for the run has nothing due.
with alive as (
    select greatest(1, count(*)) as workers, sum(hosts) as leased, sum(hosts) filter (where id = %(worker)s) as mine
    from worker
    where run = %(of_run)s
        and ended_at is null
        and seen_at > now() - %(lease)s::interval
        and id <> all (%(expired)s)
),

busy as materialized (
    select host.outlet, host.name
    from unnest(%(outlets)s::text[], %(hosts)s::text[]) as asked (outlet, name)
    inner join host on host.outlet = asked.outlet and host.name = asked.name
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
    select host.outlet, host.name
    from (select outlet, name from busy order by random()) as chosen
    inner join host on host.outlet = chosen.outlet and host.name = chosen.name
    where (host.worker is null or host.worker = any (%(expired)s)) and host.not_before <= now()
    limit greatest(0, (
        select ceil((coalesce(leased, 0) + (select count(*) from busy))::numeric / workers) - coalesce(mine, 0)
        from alive
    ))
    for update of host skip locked
),

claimed as (
    update host set worker = %(worker)s
    from taken
    where host.outlet = taken.outlet and host.name = taken.name
    returning host.name
),

counted as (
    update worker set hosts = hosts + (select count(*) from claimed)
    where id = %(worker)s and exists (select from claimed)
)

select name from claimed
