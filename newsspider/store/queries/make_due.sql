-- Makes the pages that a run begins with due for this run, whatever their outcome; not again for the next worker
-- that joins the run. A page given by hand is read again even if it has not changed.
insert into page as known (
    outlet, url, host, kind, depth, found_how, due_at, due_by, priority, listed_on
)
select distinct on (seed.url)
    seed.outlet, seed.url, seed.host, seed.kind, 0, seed.found_how, now(), %(run)s, seed.priority, seed.listed_on
from
    jsonb_to_recordset(%(pages)s::jsonb) as seed (
        outlet text, url text, host text, kind text, found_how text, priority integer, listed_on date
    )
order by seed.url
on conflict (url) do update set
    outlet = excluded.outlet, due_at = now(), due_by = excluded.due_by, priority = excluded.priority, depth = 0, tries = 0,
    outcome = nullif(known.outcome, 'alias'), alias_of = null,
    etag = case when excluded.found_how <> 'given' then known.etag end,
    last_modified = case when excluded.found_how <> 'given' then known.last_modified end,
    fingerprint = case when excluded.found_how <> 'given' or known.kind = 'story' then known.fingerprint end
where known.visited_at is null
    or known.visited_at < coalesce((select started_at from run where id = %(run)s), 'infinity')
