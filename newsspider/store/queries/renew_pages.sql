-- Known pages that are due again now: what a sitemap says was modified since our last visit (but not what it dates
-- ahead of our clock, nor twice in a run), and the later pages of a list whose earlier one has changed.
with again as (
    select page.id
    from
        jsonb_to_recordset(%(pages)s::jsonb) as found (
            url text, modified_at timestamptz, renewed boolean, outcome text
        )
    inner join page on page.url = found.url
    where found.outcome is null
        and page.outcome not in ('alias', 'too_far', 'unfollowed')
        and (page.due_at is null or page.due_at > now())
        and (
            found.renewed
            or found.modified_at > page.visited_at
                and found.modified_at <= now()
                and page.visited_at < coalesce((select started_at from run where id = %(run)s), 'infinity')
        )
    order by page.id
    for update of page
)

update page set due_at = now(), due_by = %(run)s, tries = 0
from again
where page.id = again.id
