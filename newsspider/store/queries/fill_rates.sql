-- Share of stories that have each field: of the stories stored in the last week, and in the weeks before.
select
    field,
    sum(filled) filter (where day > %(day)s::date - 7)::double precision
        / nullif(sum(stories) filter (where day > %(day)s::date - 7), 0) as week,
    sum(filled) filter (where day <= %(day)s::date - 7)::double precision
        / nullif(sum(stories) filter (where day <= %(day)s::date - 7), 0) as before
from ops.fill_rates
where day between %(day)s::date - %(days)s::integer and %(day)s::date
group by field
order by field
