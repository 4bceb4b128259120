-- What the fetched pages had before: links, cuts, and the rejection of a page that is a story now. A visit
-- that got less of a story than we have takes nothing away.
with again as (
    select page.id, told.is_story
    from jsonb_to_recordset(%(pages)s::jsonb) as told (url text, is_story boolean, read boolean, missing integer)
    inner join page on page.url = told.url
    where told.read
        and not exists (
            select 1 from article
            where article.page_id = page.id and cardinality(article.missing_pages) < told.missing
        )
),

links as (
    delete from link using again where link.page_id = again.id
),

cuts as (
    delete from removed using again where removed.page_id = again.id
)

delete from rejection using again where rejection.page_id = again.id and again.is_story
