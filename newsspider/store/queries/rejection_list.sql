-- Rejections of the last days, newest first; with one reason if it is named.
select
    rejection.page_id as id, rejection.url, rejection.reason, rejection.detail, rejection.status,
    rejection.rejected_at, rejection.body is not null as kept, page.due_at, page.tries
from rejection
inner join page on page.id = rejection.page_id
where rejection.rejected_at >= now() - make_interval(days => %(days)s)
    and (%(reason)s::text is null or rejection.reason = %(reason)s)
order by rejection.rejected_at desc, rejection.page_id
limit %(most)s offset %(skip)s
