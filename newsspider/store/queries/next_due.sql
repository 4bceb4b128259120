-- Seconds until the next page of these hosts falls due that is worth waiting for, at most %(horizon)s: a retry or
-- a new page of a host that may be fetched from by then. Revisits are not waited for.
select extract(epoch from min(greatest(page.due_at, host.not_before)) - now())::double precision
from unnest(%(outlets)s::text[], %(hosts)s::text[]) as asked (outlet, name)
inner join host on host.outlet = asked.outlet and host.name = asked.name
cross join lateral (
    (
        select min(new.due_at) as due_at
        from page as new
        where new.outlet = host.outlet
            and new.host = host.name
            and new.priority < 1000
            and new.due_at <= now() + make_interval(secs => %(horizon)s)
            and (new.outcome is null or new.failure is not null)
            and (%(run)s::bigint is null or new.due_by = %(run)s)
            and new.id <> all (%(in_flight)s)
    )
    union all
    (
        select min(again.due_at)
        from page as again
        where again.outlet = host.outlet
            and again.host = host.name
            and again.priority >= 1000
            and again.due_at <= now() + make_interval(secs => %(horizon)s)
            and again.failure is not null
            and (%(run)s::bigint is null or again.due_by = %(run)s)
            and again.id <> all (%(in_flight)s)
    )
) as page
where host.not_before <= now() + make_interval(secs => %(horizon)s)
    and page.due_at is not null
    and not exists (
        select from host_visits
        where host_visits.run = %(of_run)s and host_visits.outlet = host.outlet and host_visits.host = host.name
            and host_visits.pages >= %(host_pages)s
    )
