-- Counts what a run visited and stored of each of its outlets.
with stored as (select outlet, count(*) as stories from article where stored_by = %(run)s group by outlet),

edited as (
    select outlet, count(*) as stories
    from article
    where changed_at >= (select started_at from run where id = %(run)s)
        and exists (
            select from revision where revision.page_id = article.page_id and revision.replaced_by = %(run)s
        )
    group by outlet
),

visited as (
    select outlet, sum(pages) as pages, sum(pages) filter (where what like '%%/%%') as rejections
    from host_outcome
    where run = %(run)s
    group by outlet
)

update run_outlet set
    pages = counted.pages, rejections = counted.rejections, stories_new = counted.stories_new,
    stories_changed = counted.stories_changed
from (
    select
        mine.outlet, coalesce(visited.pages, 0) as pages, coalesce(visited.rejections, 0) as rejections,
        coalesce(stored.stories, 0) as stories_new, coalesce(edited.stories, 0) as stories_changed
    from run_outlet as mine
    left join visited on visited.outlet = mine.outlet
    left join stored on stored.outlet = mine.outlet
    left join edited on edited.outlet = mine.outlet
    where mine.run = %(run)s
) as counted
where run_outlet.run = %(run)s and run_outlet.outlet = counted.outlet
