-- Minutes from publication to storage, day by day.
select day, stories, p50_minutes, p90_minutes
from ops.freshness
where day between %(day)s::date - %(days)s::integer and %(day)s::date
order by day
