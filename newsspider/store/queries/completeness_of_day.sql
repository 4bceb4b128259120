-- Stories of a day by host, source and state, and after them its first missing stories, one a row: those that a
-- list named and that are neither stored nor gone. Those given up come first, then by their next try, which is
-- never before the host may be asked again.
with standing as materialized (
    select
        host, url, source, advertised, state, fetched, reason, status, tries, due_at,
        state not in ('stored', 'gone') as missing
    from story_standing
    where day = %(day)s
),
missing as (
    select standing.host, standing.url, standing.state, standing.reason, standing.status, standing.tries,
        case when standing.due_at is not null then greatest(standing.due_at, resting.until) end as due_at
    from (
        select * from standing
        where advertised and missing
        order by due_at nulls first, host, url
        limit %(limit)s
    ) as standing
    left join (select name, max(not_before) as until from host group by name) as resting
        on resting.name = standing.host
),
found as (
    select
        host, source, advertised, state, fetched, due_at is not null and missing as due,
        count(*)::integer as stories, null as url, null as reason, null::integer as status,
        null::integer as tries, null::timestamptz as due_at
    from standing
    group by 1, 2, 3, 4, 5, 6
    union all
    select host, null, true, state, null, null, 1, url, reason, status, tries, due_at from missing
)
select * from found
order by url is not null, due_at nulls first, host, url
