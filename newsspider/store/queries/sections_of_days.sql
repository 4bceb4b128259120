-- Stories of each section that appeared on a day and on the days before it.
select day, section as part, sum(published)::integer as stories
from ops.section_days
where day between %(day)s::date - %(days)s::integer and %(day)s::date
group by 1, 2
having sum(published) > 0
