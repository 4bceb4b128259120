-- Saves removed lines, with the rule that cut each. What delete_page_details kept stays.
insert into removed (page_id, position, rule, text, month)
select page.id, cut.position, cut.rule, cut.text, page.month
from
    jsonb_to_recordset(%(removed)s::jsonb) as cut (page text, position integer, rule text, text text)
inner join page on page.url = cut.page
where not exists (select from removed where removed.page_id = page.id and removed.month = page.month)
on conflict (page_id, position, month) do nothing
