-- Saves the links of each fetched page. What delete_page_details kept stays.
insert into link (page_id, position, kind, url, anchor, title, target_id, month)
select
    page.id, found.position, found.kind, found.url, found.anchor, found.title,
    coalesce(target.alias_of, target.id), page.month
from
    jsonb_to_recordset(%(links)s::jsonb) as found (
        page text, position integer, kind text, url text, anchor text, title text, target text
    )
inner join page on page.url = found.page
left join page as target on target.url = found.target
where not exists (select from link where link.page_id = page.id and link.month = page.month)
on conflict (page_id, position, month) do nothing
