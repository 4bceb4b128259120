-- The newest fires of each schedule.
select fire.*
from unnest(%(names)s::text[]) as wanted (name)
cross join lateral (
    select * from fire where fire.schedule = wanted.name order by fire.slot desc limit %(count)s
) as fire
