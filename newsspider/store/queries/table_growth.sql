-- The newest size of each table, and its size at the end of the last run that was a week, or 30 days, ago.
with closed as (
    select
        max(run.id) as newest,
        max(run.id) filter (where run.finished_at <= now() - interval '7 days') as week,
        max(run.id) filter (where run.finished_at <= now() - interval '30 days') as month
    from run
    where exists (select from table_size where table_size.run = run.id)
)

select
    newest.relation, newest.bytes, newest.rows, newest.bytes - week.bytes as week_growth,
    newest.bytes - month.bytes as month_growth
from closed
inner join table_size as newest on newest.run = closed.newest
left join table_size as week on week.run = closed.week and week.relation = newest.relation
left join table_size as month on month.run = closed.month and month.relation = newest.relation
order by newest.bytes desc, newest.relation
