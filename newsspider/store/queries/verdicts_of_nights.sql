-- The last whole run of each night and spider between two moments, or of an outlet with the verdict on it, whoever
-- crawled it. A night is noon to noon in Jakarta, named by the day on which it begins.
select
    newest.day, newest.outlet, newest.run,
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
        night.day, coalesce(own.outlet, run.spider) as outlet, run.id as run, coalesce(own.verdict, run.verdict) as verdict,
        run.started_at
    from run
    left join run_outlet as own on own.run = run.id and own.outlet = %(outlet)s
    cross join lateral (
        select (run.started_at at time zone 'Asia/Jakarta' - interval '12 hours')::date as day
    ) as night
    where run.started_at >= %(since)s and run.started_at < %(until)s
        and not (run.arguments ?| array['url', 'since', 'limit'])
        and (%(outlet)s::text is null or coalesce(own.outlet, run.spider) = %(outlet)s)
    order by day, outlet, run.started_at desc, run.id desc
) as newest
order by newest.day, newest.outlet
