-- Marks stories that were just settled as gone, and unmarks those that are there again. Nothing is deleted.
with marked as (
    update article set gone_at = case when page.outcome = 'gone' then now() end
    from
        jsonb_to_recordset(%(pages)s::jsonb) as given (url text, outcome text)
    inner join page on page.url = given.url
    where article.page_id = page.id
        and (given.outcome = 'gone' and page.outcome = 'gone' or given.outcome in ('article', 'unchanged'))
        and (given.outcome = 'gone') = (article.gone_at is null)
    returning article.gone_at
)

select count(gone_at) from marked
