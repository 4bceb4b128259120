-- Adds to the pages that the run has visited on these hosts, and to their outcomes.
with given as (
    select outlet, host, what, pages
    from jsonb_to_recordset(%(hosts)s::jsonb) as given (outlet text, host text, what text, pages integer)
    where %(run)s::bigint is not null
),

came as (
    insert into host_outcome as known (run, outlet, host, what, pages)
    select %(run)s::bigint, outlet, host, what, pages
    from given
    order by outlet, host, what
    on conflict (run, outlet, host, what) do update set pages = known.pages + excluded.pages
)

insert into host_visits (run, outlet, host, pages)
select %(run)s::bigint, outlet, host, sum(pages)
from given
group by outlet, host
order by outlet, host
on conflict (run, outlet, host) do update set pages = host_visits.pages + excluded.pages
