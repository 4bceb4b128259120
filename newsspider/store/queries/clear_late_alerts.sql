-- Clears all open alerts of the kind late but these.
update alert set cleared_at = now(), cleared_by = coalesce((
    select id from run where run.spider = alert.spider and run.finished_at is not null order by run.finished_at desc limit 1
), cleared_by)
where kind = 'late'
    and cleared_at is null
    and (spider, code, subject) not in (
        select * from unnest(%(spiders)s::text[], %(codes)s::text[], %(subjects)s::text[])
    )
