-- Pages that came without being on the frontier: they are on it from now on. A story that a page elsewhere
-- has turned out to be takes that page's place in the crawl; a page that gave a story is no alias any more.
with told as (
    select *
    from
        jsonb_to_recordset(%(pages)s::jsonb) as page (
            outlet text, url text, host text, kind text, found_how text, visited text
        )
),

freed as (
    update page set alias_of = null, outcome = null, reason = null, due_at = now()
    from told
    where page.url = told.url and page.alias_of is not null
)

insert into page (outlet, url, host, kind, depth, found_how, found_on, due_at, due_by, published_at, listed_on)
select
    told.outlet, told.url, told.host, told.kind, coalesce(visited.depth, 0), told.found_how, visited.id, now(),
    %(run)s, visited.published_at, visited.listed_on
from told
left join page as visited on visited.url = told.visited and told.visited <> told.url
order by told.url
on conflict (url) do nothing
