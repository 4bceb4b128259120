-- In how many seconds the next page of these hosts falls due that is worth waiting for, within %(horizon)s: what
-- failed, or was never visited, of a host that may be asked by then. A second visit, or a list asked again, waits
-- for its time and for no run.
select extract(epoch from min(greatest(page.due_at, host.not_before)) - now())::double precision
from host
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
            and new.id <> all (%(in_hand)s)
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
            and again.id <> all (%(in_hand)s)
    )
) as page
where host.outlet = %(outlet)s
    and host.name = any (%(hosts)s)
    and host.not_before <= now() + make_interval(secs => %(horizon)s)
    and page.due_at is not null
    and not exists (
        select from visited
        where visited.run = %(of_run)s and visited.outlet = host.outlet and visited.host = host.name
            and visited.pages >= %(host_pages)s
    )
