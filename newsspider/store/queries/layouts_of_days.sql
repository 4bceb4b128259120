-- Stories of each layout that were stored on a day and on the days before it.
select day, layout as part, sum(stored)::integer as stories
from ops.layouts
where day between %(day)s::date - %(days)s::integer and %(day)s::date
group by 1, 2
having sum(stored) > 0
