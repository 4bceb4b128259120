-- The run has visited so many more pages of these hosts, and this is what came of them.
with told as (
    select outlet, host, what, pages
    from jsonb_to_recordset(%(hosts)s::jsonb) as told (outlet text, host text, what text, pages integer)
    where %(run)s::bigint is not null
),

came as (
    insert into host_outcome as known (run, outlet, host, what, pages)
    select %(run)s::bigint, outlet, host, what, pages
    from told
    order by outlet, host, what
    on conflict (run, outlet, host, what) do update set pages = known.pages + excluded.pages
)

insert into visited (run, outlet, host, pages)
select %(run)s::bigint, outlet, host, sum(pages)
from told
group by outlet, host
order by outlet, host
on conflict (run, outlet, host) do update set pages = visited.pages + excluded.pages
