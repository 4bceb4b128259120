-- Rejections of the last days (null: of all), newest first: rejected last by a run, of a host, with one reason.
select
    rejection.page_id as id, rejection.url, rejection.reason, rejection.detail, rejection.status,
    rejection.rejected_at, rejection.body is not null as kept, page.due_at, page.tries
from rejection
inner join page on page.id = rejection.page_id
where (%(days)s::integer is null or rejection.rejected_at >= now() - make_interval(days => %(days)s))
    and (
        %(run)s::bigint is null
        or rejection.rejected_by = %(run)s
            and rejection.rejected_at >= (select started_at from run where id = %(run)s)
    )
    and (%(host)s::text is null or split_part(rejection.url, '/', 3) = %(host)s)
    and (%(reason)s::text is null or rejection.reason = %(reason)s)
order by rejection.rejected_at desc, rejection.page_id
limit %(most)s offset %(skip)s
