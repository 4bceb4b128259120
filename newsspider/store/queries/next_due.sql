-- In how many seconds the next page of these hosts falls due that is worth waiting for, within %(horizon)s: what
-- failed, or was never visited. A second visit, or a list asked again, waits for its time and for no run.
select extract(epoch from min(page.due_at) - now())::double precision
from unnest(%(hosts)s::text[]) as wanted (host)
cross join lateral (
    select min(candidate.due_at) as due_at
    from page as candidate
    where candidate.outlet = %(outlet)s
        and candidate.host = wanted.host
        and candidate.due_at <= now() + make_interval(secs => %(horizon)s)
        and (candidate.outcome is null or candidate.failure is not null)
        and (%(run)s::bigint is null or candidate.due_by = %(run)s)
        and candidate.id <> all (%(in_hand)s)
) as page
