-- What came of each fetched page. A page that may still succeed stays due, later each time.
update page set
    visited_at = now(),
    tries = case when told.retry then page.tries + 1 else 0 end,
    status = told.status,
    outcome = told.outcome,
    reason = told.reason,
    due_at = case
        when told.retry and page.tries + 1 < %(max_tries)s
            then now() + make_interval(mins => 15 * (4 ^ least(page.tries, 5))::integer)
    end
from
    jsonb_to_recordset(%(pages)s::jsonb) as told (
        url text, status integer, outcome text, reason text, retry boolean
    )
where page.url = told.url
