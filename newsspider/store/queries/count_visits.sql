-- The run has visited so many more pages of these hosts.
insert into visited (run, outlet, host, pages)
select %(run)s::bigint, told.outlet, told.host, told.pages
from jsonb_to_recordset(%(hosts)s::jsonb) as told (outlet text, host text, pages integer)
where %(run)s::bigint is not null
order by told.outlet, told.host
on conflict (run, outlet, host) do update set pages = visited.pages + excluded.pages
