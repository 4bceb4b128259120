-- Measures of an outlet in earlier runs of the same kind: the same arguments but for the outlets, begun at about the
-- same time of day, three days to two months ago. So a slow decay does not become the baseline before it is seen. A
-- flawed run counts only if the flaw of this outlet has lasted for two weeks. A limit means something else with other
-- outlets beside. Without an outlet: measures of the run as a whole.
with this_run as (
    select run.spider, run.arguments, run.started_at from run where run.id = %(run)s
),

kind as (
    select run.id
    from run
    inner join this_run on this_run.arguments - 'outlets' = run.arguments - 'outlets'
    left join run_outlet on run_outlet.run = run.id and run_outlet.outlet = %(outlet)s
    where run.started_at between this_run.started_at - interval '60 days' and this_run.started_at - interval '60 hours'
        and (
            run_outlet.run is not null and (run.spider = this_run.spider or not run.arguments ? 'limit')
            or run.spider = this_run.spider and (
                %(outlet)s = '' or not exists (select from run_outlet as any_outlet where any_outlet.run = run.id)
            )
        )
        and (
            coalesce(run_outlet.verdict, run.verdict) = 'ok'
            or coalesce(run_outlet.verdict, run.verdict) = 'degraded'
                and run.started_at < this_run.started_at - interval '14 days'
        )
        -- Within two hours of the time of day, round midnight too.
        and abs(
            mod(extract(epoch from this_run.started_at - run.started_at)::bigint + 43200, 86400) - 43200
        ) <= 7200
    order by run.id desc
    limit 40
)

select measure.name, array_agg(measure.value order by measure.run) as "values", (select count(*) from kind) as runs
from measure
inner join kind on kind.id = measure.run
where measure.outlet = %(outlet)s
group by measure.name
