-- The next due pages of each host, nearest to the front first, as many as there is room for, without those
-- already in hand. With a run given, only what that run made due. A list comes with the fingerprint of the
-- page before it, so that one that repeats its stories is seen to.
select
    page.id, page.url, page.host, page.kind, page.depth, page.found_how, page.etag, page.last_modified,
    page.fingerprint, before.fingerprint as follows, page.listed_on
from unnest(%(hosts)s::text[], %(rooms)s::integer[]) as wanted (host, room)
cross join lateral (
    select *
    from page as candidate
    where candidate.outlet = %(outlet)s
        and candidate.host = wanted.host
        and candidate.due_at <= now()
        and (%(run)s::bigint is null or candidate.due_by = %(run)s)
        and candidate.id <> all (%(in_hand)s)
    order by candidate.priority, candidate.due_at, candidate.id
    limit wanted.room
) as page
left join page as before on before.id = page.found_on and page.kind = 'listing'
order by page.priority, page.due_at, page.id
