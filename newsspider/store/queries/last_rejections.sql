-- The newest pages that a run rejected, of the reasons that it has counted; an index has each reason's newest.
select newest.page_id, newest.url, newest.reason, newest.detail, newest.rejected_at
from unnest(%(reasons)s::text[]) as counted (reason)
cross join lateral (
    select page_id, url, reason, detail, rejected_at, rejected_by
    from rejection
    where rejection.reason = counted.reason
    order by rejected_at desc
    limit %(most)s
) as newest
where newest.rejected_by = %(run)s
order by newest.rejected_at desc, newest.page_id desc
limit %(most)s
