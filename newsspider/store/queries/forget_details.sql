-- What the fetched pages had before: links, cuts, and the rejection of a page that is a story now.
with again as (
    select page.id, told.is_story
    from jsonb_to_recordset(%(pages)s::jsonb) as told (url text, is_story boolean, read boolean)
    inner join page on page.url = told.url
    where told.read
),

links as (
    delete from link using again where link.page_id = again.id
),

cuts as (
    delete from removed using again where removed.page_id = again.id
)

delete from rejection using again where rejection.page_id = again.id and again.is_story
