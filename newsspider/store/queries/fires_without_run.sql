-- The newest fire of each schedule that ended badly without a run that could report it: missed, or failed or lost
-- before its crawl began a run, with no retry ahead. A later run of the same crawl that went well makes up for it.
select distinct on (fire.schedule)
    fire.schedule, fire.slot, fire.spider, fire.arguments, fire.state, fire.reason, fire.ended_at
from fire
where fire.state in ('failed', 'lost', 'missed')
    and fire.run is null
    and fire.again_at is null
    and fire.ended_at > now() - %(after)s::interval
    and not exists (
        select from run
        where run.spider = fire.spider
            and run.arguments = fire.arguments
            and run.verdict in ('ok', 'degraded')
            and run.finished_at > fire.ended_at
    )
order by fire.schedule, fire.id desc
