-- Stories that appeared in each hour of Asia/Jakarta, of a day and of the days before it.
select day, extract(hour from hour at time zone 'Asia/Jakarta')::integer as part, sum(published)::integer as stories
from ops.hours
where day between %(day)s::date - %(days)s::integer and %(day)s::date
group by 1, 2
having sum(published) > 0
