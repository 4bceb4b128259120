-- Saves rejections. A visit that brought no page leaves the one that is kept.
insert into rejection (page_id, outlet, url, reason, detail, status, body, skeleton, rejected_by)
select
    page.id, given.outlet, given.url, given.reason, given.detail, given.status, decode(given.body, 'base64'), given.skeleton,
    %(run)s
from
    jsonb_to_recordset(%(rejections)s::jsonb) as given (
        page text, outlet text, url text, reason text, detail text, status integer, body text, skeleton text
    )
inner join page on page.url = given.page
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
