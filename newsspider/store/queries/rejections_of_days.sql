-- Rejections by reason, on a day and on the days before it.
select day, reason as part, sum(pages)::integer as stories
from ops.rejections
where day between %(day)s::date - %(days)s::integer and %(day)s::date
group by 1, 2
having sum(pages) > 0
