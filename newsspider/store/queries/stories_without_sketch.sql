-- Stories that no sketch was made of: they were stored before there were sketches. The newest pages come first. They
-- are locked as the sketches' foreign key will lock them, before `lock_clusters`; a story that is being written waits.
select
    article.outlet, article.url, article.body, article.source, article.dateline, article.signature, article.authors,
    article.content_hash::text,
    array(
        select removed.text from removed
        where removed.page_id = article.page_id and removed.month = page.month and removed.rule = %(rule)s
        order by removed.position
    ) as notes
from article
inner join page on page.id = article.page_id
where not exists (select from story_cluster where story_cluster.page_id = article.page_id)
order by article.page_id desc
limit %(limit)s
for key share of article skip locked
