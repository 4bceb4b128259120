-- The run that other processes are crawling with these very arguments, or a new one; and this process's row.
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
    insert into run (spider, arguments, version)
    select %(spider)s, %(arguments)s::jsonb, %(version)s
    where not exists (select from going_on)
    returning id
)

insert into worker (run, machine, process)
select coalesce((select id from going_on), (select id from begun)), %(machine)s, %(process)s
returning run, id
