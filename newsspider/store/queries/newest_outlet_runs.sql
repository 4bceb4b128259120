-- The newest run of each of these outlets. Runs from before outlets were judged apart are of their spider's.
select distinct on (chosen.outlet)
    chosen.outlet, chosen.id as run, chosen.started_at, chosen.whole,
    coalesce(
        chosen.verdict,
        case when exists (
            select from worker
            where worker.run = chosen.id and worker.ended_at is null and worker.seen_at > now() - %(lease)s::interval
        ) then 'goes on' else 'lost' end
    ) as verdict
from (
    select
        coalesce(run_outlet.outlet, run.spider) as outlet, run.id, run.started_at,
        coalesce(run_outlet.verdict, run.verdict) as verdict,
        not (run.arguments ?| array['url', 'since', 'limit']) as whole
    from run
    left join run_outlet on run_outlet.run = run.id
) as chosen
where chosen.outlet = any (%(outlets)s)
order by chosen.outlet, chosen.id desc
