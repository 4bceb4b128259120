-- How long stories took from their publication to our storage, day by day, in minutes.
select day, stories, p50_minutes, p90_minutes
from ops.freshness
where day between %(day)s::date - %(days)s::integer and %(day)s::date
order by day
