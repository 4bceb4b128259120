-- Joins the run that other workers crawl with these very arguments, or begins one; adds this worker. If a fire
-- started it, the fire learns its run.
with going_on as (
    select run.id
    from run
    where run.spider = %(spider)s
        and run.arguments = %(arguments)s::jsonb
        and run.finished_at is null
        and exists (
            select from worker
            where worker.run = run.id and worker.ended_at is null and worker.seen_at > now() - %(lease)s::interval
        )
    order by run.id desc
    limit 1
),

begun as (
    insert into run (spider, arguments, settings, version)
    select %(spider)s, %(arguments)s::jsonb, %(settings)s::jsonb, %(version)s
    where not exists (select from going_on)
    returning id
),

fired as (
    update fire set run = coalesce((select id from going_on), (select id from begun))
    where id = %(fire)s::bigint and state = 'running'
    returning id
)

insert into worker (run, machine, process, fire, leased_until)
select
    coalesce((select id from going_on), (select id from begun)), %(machine)s, %(process)s,
    (select id from fired), now() + %(lease)s::interval
returning run, id, started_at
