-- Adds visited pages that were not on the frontier. A story that another page has turned out to be takes that
-- page's place. A page that gave a story is an alias no longer.
with given as (
    select *
    from
        jsonb_to_recordset(%(pages)s::jsonb) as page (
            outlet text, url text, host text, kind text, found_how text, visited text
        )
),

freed as (
    update page set alias_of = null, outcome = null, reason = null, due_at = now()
    from given
    where page.url = given.url and page.alias_of is not null
)

insert into page (outlet, url, host, kind, depth, found_how, found_on, due_at, due_by, published_at, listed_on)
select
    given.outlet, given.url, given.host, given.kind, coalesce(visited.depth, 0), given.found_how, visited.id, now(),
    %(run)s, visited.published_at, visited.listed_on
from given
left join page as visited on visited.url = given.visited and given.visited <> given.url
order by given.url
on conflict (url) do nothing
