-- Pages that came without being on the frontier (scrapy parse --pipelines): they are on it from now on.
insert into page (outlet, url, host, kind, depth, found_how, due_at, due_by)
select told.outlet, told.url, told.host, told.kind, 0, 'given', now(), %(run)s
from
    jsonb_to_recordset(%(pages)s::jsonb) as told (outlet text, url text, host text, kind text)
order by told.url
on conflict (url) do nothing
