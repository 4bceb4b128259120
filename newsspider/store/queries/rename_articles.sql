-- A page whose story has got a new address keeps its row, unless another row has that address already.
update article set url = told.url
from jsonb_to_recordset(%(articles)s::jsonb) as told (page text, url text)
inner join page on page.url = told.page
where article.page_id = page.id
    and article.url <> told.url
    and not exists (select 1 from article as other where other.url = told.url)
