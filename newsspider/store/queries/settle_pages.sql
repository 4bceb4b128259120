-- What came of each fetched page. A page that may still succeed stays due, later each time.
update page set
    visited_at = now(),
    tries = case when told.retry then page.tries + 1 else 0 end,
    status = told.status,
    outcome = told.outcome,
    reason = case when not told.whole_already then told.reason end,
    due_at = case
        when told.retry and not told.whole_already and page.tries + 1 < %(max_tries)s
            then now() + make_interval(mins => 15 * (4 ^ least(page.tries, 5))::integer)
    end
from (
    -- A visit that got less of a story we have whole leaves nothing to be said or tried.
    select
        visit.*,
        visit.missing > 0 and exists (
            select 1 from article
            inner join page as visited on visited.id = article.page_id
            where visited.url = visit.url and article.missing_pages = '{}'
        ) as whole_already
    from
        jsonb_to_recordset(%(pages)s::jsonb) as visit (
            url text, status integer, outcome text, reason text, retry boolean, missing integer
        )
) as told
where page.url = told.url
