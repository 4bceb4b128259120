-- The next due pages, nearest to the front first, without those already in hand.
-- With a run given, only what that run made due.
select id, url, kind, depth
from page
where outlet = %(outlet)s
    and due_at <= now()
    and (%(run)s::bigint is null or due_by = %(run)s)
    and id <> all (%(in_hand)s)
order by priority, due_at, id
limit %(limit)s
