-- In how many seconds the next page of these hosts falls due that is worth waiting for, within %(horizon)s: what
-- failed, or was never visited, of a host that may be asked by then. A second visit, or a list asked again, waits
-- for its time and for no run.
select extract(epoch from min(greatest(page.due_at, host.not_before)) - now())::double precision
from host
cross join lateral (
    select min(candidate.due_at) as due_at
    from page as candidate
    where candidate.outlet = host.outlet
        and candidate.host = host.name
        and candidate.due_at <= now() + make_interval(secs => %(horizon)s)
        and (candidate.outcome is null or candidate.failure is not null)
        and (%(run)s::bigint is null or candidate.due_by = %(run)s)
        and candidate.id <> all (%(in_hand)s)
) as page
where host.outlet = %(outlet)s
    and host.name = any (%(hosts)s)
    and host.not_before <= now() + make_interval(secs => %(horizon)s)
    and page.due_at is not null
