-- In how many seconds the next page of these hosts falls due; none, if no page is due at all.
select extract(epoch from min(page.due_at) - now())::double precision
from unnest(%(hosts)s::text[]) as wanted (host)
cross join lateral (
    select min(candidate.due_at) as due_at
    from page as candidate
    where candidate.outlet = %(outlet)s
        and candidate.host = wanted.host
        and candidate.due_at is not null
        and (%(run)s::bigint is null or candidate.due_by = %(run)s)
        and candidate.id <> all (%(in_hand)s)
) as page
