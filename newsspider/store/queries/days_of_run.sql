-- Days whose completeness a run may have changed: the last ten, and those of a backfill.
select (now() at time zone 'Asia/Jakarta')::date - number as day from generate_series(0, 10) as number
union
select walked.day::date
from run
cross join lateral generate_series(
    (run.arguments ->> 'since')::date,
    least(coalesce((run.arguments ->> 'until')::date, 'infinity'), (now() at time zone 'Asia/Jakarta')::date),
    interval '1 day'
) as walked (day)
where run.id = %(run)s
    and run.arguments ->> 'since' ~ '^\d{4}-\d\d-\d\d$'
    and coalesce(run.arguments ->> 'until', '2000-01-01') ~ '^\d{4}-\d\d-\d\d$'
