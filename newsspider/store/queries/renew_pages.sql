-- Known pages that are due again now: what a sitemap says was modified since our last visit, and the later
-- pages of a list whose earlier one has changed.
with again as (
    select page.id
    from
        jsonb_to_recordset(%(pages)s::jsonb) as found (
            url text, modified_at timestamptz, renewed boolean, outcome text
        )
    inner join page on page.url = found.url
    where found.outcome is null
        and page.alias_of is null
        and page.visited_at is not null
        and (page.due_at is null or page.due_at > now())
        and (found.renewed or found.modified_at > page.visited_at and page.outcome in ('article', 'listing'))
    order by page.id
    for update of page
)

update page set due_at = now(), due_by = %(run)s
from again
where page.id = again.id
