-- Summary of each host in a run: outcomes, responses by status, why its robots.txt was unreachable, pages that are
-- due still (at most a thousand are counted), pages that were due when the crawl ended (without revisits), seconds
-- of throttling or rest ahead, whether a worker of another crawl leases it, whether it refuses us, whether any
-- story of it was ever stored.
select
    asked.host,
    coalesce(
        (
            select jsonb_object_agg(what, pages)
            from host_outcome
            where run = %(run)s and outlet = %(outlet)s and host = asked.host
        ), '{}'
    ) as outcomes,
    coalesce(
        (
            select jsonb_object_agg(status, fetches)
            from (
                select status, sum(fetches) as fetches
                from fetch_count
                where run = %(run)s and month = (select month from run where id = %(run)s)
                    and outlet = %(outlet)s and host = asked.host
                group by status
            ) as answers
        ), '{}'
    ) as statuses,
    (
        select rejection.detail
        from page
        inner join rejection on rejection.page_id = page.id
        where page.url = 'https://' || asked.host || '/robots.txt' and rejection.rejected_by = %(run)s
    ) as robots,
    (
        select count(*)
        from (
            (
                select from page
                where outlet = %(outlet)s and host = asked.host and priority < 1000 and due_at <= now()
                limit 1000
            )
            union all
            (
                select from page
                where outlet = %(outlet)s and host = asked.host and priority >= 1000 and due_at <= now()
                limit 1000
            )
        ) as due
    )::integer as waiting,
    (
        select count(*)
        from (
            (
                select from page
                where outlet = %(outlet)s and host = asked.host and priority < 1000
                    and due_at <= now() - make_interval(secs => %(ended)s)
                    and (outcome is null or failure is not null)
                limit 1000
            )
            union all
            (
                select from page
                where outlet = %(outlet)s and host = asked.host and priority >= 1000
                    and due_at <= now() - make_interval(secs => %(ended)s)
                    and failure is not null
                limit 1000
            )
        ) as due
    )::integer as left_due,
    coalesce(
        (
            select greatest(0, extract(epoch from nullif(not_before, '-infinity') - now()))
            from host
            where outlet = %(outlet)s and name = asked.host
        ), 0
    )::double precision as paused,
    exists (
        select from host
        inner join worker on worker.id = host.worker
        where host.outlet = %(outlet)s and host.name = asked.host and worker.leased_until > now()
    ) as held,
    exists (
        select from host
        where outlet = %(outlet)s and name = asked.host and refused_at is not null
    ) as refuses,
    exists (
        select from tally
        where what = 'host' and outlet = %(outlet)s and name = asked.host and stored > 0
    ) as known
from unnest(%(hosts)s::text[]) as asked (host)
order by asked.host
