-- The frontier at the end of each day's last run that counted it, all outlets together, by Jakarta's days.
select
    last.day, sum(backlog.new_due)::bigint as new_due, sum(backlog.again_due)::bigint as again_due,
    sum(backlog.new_later + backlog.again_later)::bigint as later, min(backlog.oldest_due_at) as oldest_due_at
from (
    select distinct on (day) (counted_at at time zone 'Asia/Jakarta')::date as day, run
    from backlog
    where counted_at > now() - make_interval(days => %(days)s)
    order by day, counted_at desc
) as last
inner join backlog on backlog.run = last.run
group by last.day
order by last.day
