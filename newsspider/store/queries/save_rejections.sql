-- Pages that are no story, each with its reason and the page itself; a visit that brought no page leaves the
-- one we have.
insert into rejection (page_id, outlet, url, reason, detail, status, body, skeleton, rejected_by)
select
    page.id, told.outlet, told.url, told.reason, told.detail, told.status, decode(told.body, 'base64'), told.skeleton,
    %(run)s
from
    jsonb_to_recordset(%(rejections)s::jsonb) as told (
        page text, outlet text, url text, reason text, detail text, status integer, body text, skeleton text
    )
inner join page on page.url = told.page
order by page.id
on conflict (page_id) do update set
    url = excluded.url, reason = excluded.reason, detail = excluded.detail, status = excluded.status,
    body = coalesce(excluded.body, rejection.body),
    skeleton = case when excluded.body is null then rejection.skeleton else excluded.skeleton end,
    alike_since = case
        when excluded.body is null or excluded.skeleton is not distinct from rejection.skeleton
            then rejection.alike_since
        else now()
    end,
    rejected_at = now(), rejected_by = excluded.rejected_by
