-- Edits that were found between two moments, the newest first: the story, and the number of the replaced revision.
select
    revision.page_id, revision.number, revision.until, article.headline, article.url, article.outlet, page.host
from revision
inner join article on article.page_id = revision.page_id
inner join page on page.id = revision.page_id
where revision.until >= %(since)s and revision.until < %(until)s and revision.cause = 'edit'
order by revision.until desc, revision.page_id, revision.number desc
limit %(most)s
offset %(skip)s
