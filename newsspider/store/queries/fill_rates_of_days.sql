-- Share of the stories stored on each day that have a field.
select day, field, sum(filled)::double precision / sum(stories)::double precision as share
from ops.fill_rates
where day between %(day)s::date - %(days)s::integer and %(day)s::date
group by day, field
order by field, day
