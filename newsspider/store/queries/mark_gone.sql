-- Stories that the frontier has just settled as gone, and those that are there again; nothing is removed.
with marked as (
    update article set gone_at = case when page.outcome = 'gone' then now() end
    from
        jsonb_to_recordset(%(pages)s::jsonb) as told (url text, outcome text)
    inner join page on page.url = told.url
    where article.page_id = page.id
        and (told.outcome = 'gone' and page.outcome = 'gone' or told.outcome in ('article', 'unchanged'))
        and (told.outcome = 'gone') = (article.gone_at is null)
    returning article.gone_at
)

select count(gone_at) from marked
