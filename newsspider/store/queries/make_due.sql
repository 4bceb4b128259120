-- Seeds and given addresses: due now for this run, whatever became of them before.
insert into page as known (outlet, url, host, kind, depth, found_how, due_at, due_by, priority)
select distinct on (seed.url) seed.outlet, seed.url, seed.host, seed.kind, 0, seed.found_how, now(), %(run)s, seed.priority
from
    jsonb_to_recordset(%(pages)s::jsonb) as seed (
        outlet text, url text, host text, kind text, found_how text, priority integer
    )
order by seed.url
on conflict (url) do update set
    due_at = now(), due_by = excluded.due_by, priority = excluded.priority, depth = 0, tries = 0
