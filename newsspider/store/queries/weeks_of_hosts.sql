-- Stories that appeared in each week, by outlet and host. Week 0 are the seven days up to a day. As in ops.host_days,
-- which would count the rejections of each host too.
select outlet, name as host, ((%(day)s::date - day) / 7)::integer as week, sum(published)::integer as stories
from tally
where what = 'host'
    and day > %(day)s::date - 7 * %(weeks)s::integer and day <= %(day)s::date
    and (%(outlet)s::text is null or outlet = %(outlet)s)
group by 1, 2, 3
having sum(published) > 0
