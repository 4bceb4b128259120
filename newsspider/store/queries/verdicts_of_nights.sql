-- The last whole run of each night and spider between two moments; with an outlet, its last run of each night and the
-- verdict on it, also among several outlets. A night is noon to noon in Jakarta, named by the day on which it begins.
select
    newest.day, newest.outlet, newest.run,
    array(select part.outlet from run_outlet as part where part.run = newest.run order by part.outlet) as outlets,
    coalesce(
        newest.verdict,
        case
            when greatest(
                newest.started_at, (select max(worker.seen_at) from worker where worker.run = newest.run)
            ) > now() - %(lease)s::interval then 'goes on'
            else 'lost'
        end
    ) as verdict
from (
    select distinct on (day, outlet)
        night.day, coalesce(part.outlet, run.spider) as outlet, run.id as run, run.started_at,
        case when part.outlet <> run.spider then coalesce(part.verdict, run.verdict) else run.verdict end as verdict
    from run
    left join run_outlet as part on part.run = run.id and part.outlet = %(outlet)s::text
    cross join lateral (
        select (run.started_at at time zone 'Asia/Jakarta' - interval '12 hours')::date as day
    ) as night
    where run.started_at >= %(since)s and run.started_at < %(until)s
        and not (run.arguments ?| array['url', 'since', 'limit'])
        and (%(outlet)s::text is null or coalesce(part.outlet, run.spider) = %(outlet)s)
    order by day, outlet, run.started_at desc, run.id desc
) as newest
order by newest.day, newest.outlet
