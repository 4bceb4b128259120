-- Stories of a day that a list named and that are neither stored nor gone: those given up first, then by their
-- next try, which is never before the host may be asked again.
select
    missing.host, missing.url, missing.state, missing.reason, missing.status, missing.tries,
    case when missing.due_at is not null then greatest(missing.due_at, resting.until) end as due_at
from (
    select host, url, state, reason, status, tries, due_at
    from story_standing
    where day = %(day)s and advertised and state not in ('stored', 'gone')
    order by due_at nulls first, host, url
    limit %(limit)s
) as missing
left join (select name, max(not_before) as until from host group by name) as resting on resting.name = missing.host
order by missing.due_at nulls first, missing.host, missing.url
