-- Deletes what the fetched pages had before: links, removed lines, and the rejection of a page that is a story
-- now. A visit that got less of a story than is stored deletes nothing. `months` are those of the pages.
with given as (
    select page.id, page.month, visit.is_story, visit.read, visit.missing, visit.cut_to
    from jsonb_to_recordset(%(pages)s::jsonb) as visit (
        url text, is_story boolean, read boolean, missing integer, cut_to integer
    )
    inner join page on page.url = visit.url
),

again as (
    select given.id, given.month
    from given
    where given.read
        and not exists (
            select 1 from article
            where article.page_id = given.id
                and (cardinality(article.missing_pages) < given.missing or length(article.body) > given.cut_to)
        )
),

links as (
    delete from link using again where link.page_id = again.id and link.month = again.month and link.month = any (%(months)s::date[])
),

cuts as (
    delete from removed using again where removed.page_id = again.id and removed.month = again.month and removed.month = any (%(months)s::date[])
)

delete from rejection using given where rejection.page_id = given.id and given.is_story
