-- The last whole run of each night and outlet between two moments. A night is noon to noon in Jakarta, named by the day
-- on which it begins.
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
    select distinct on (day, outlet) night.day, run.spider as outlet, run.id as run, run.verdict, run.started_at
    from run
    cross join lateral (
        select (run.started_at at time zone 'Asia/Jakarta' - interval '12 hours')::date as day
    ) as night
    where run.started_at >= %(since)s and run.started_at < %(until)s
        and not (run.arguments ?| array['url', 'since', 'limit'])
        and (%(outlet)s::text is null or run.spider = %(outlet)s)
    order by day, outlet, run.started_at desc, run.id desc
) as newest
order by newest.day, newest.outlet
