-- Saves the link graph of the stories that a run stored first, and the pages that they lead to most.
with story as materialized (
    select article.page_id, page.month
    from article
    inner join page on page.id = article.page_id
    where article.stored_by = %(run)s
    order by article.page_id desc
    limit 20000
),

edge as materialized (
    select story.page_id, shown.target_id
    from story
    -- In the month of each: a join would read the links of all months.
    cross join lateral (
        select link.target_id from link where link.page_id = story.page_id and link.month = story.month offset 0
    ) as shown
),

going_out as (select page_id, count(*) as links from edge group by page_id),

target as materialized (
    select target_id, count(distinct page_id) as stories
    from edge
    where target_id is not null
    group by target_id
),

first as materialized (select * from target order by stories desc, target_id limit 100),

hosts as materialized (
    select edge.target_id, count(distinct page.host) as hosts
    from edge
    inner join first on first.target_id = edge.target_id
    inner join page on page.id = edge.page_id
    group by edge.target_id
),

top as (
    insert into top_target (run, place, page_id, links, hosts)
    select
        %(run)s, row_number() over (order by first.stories desc, first.target_id), first.target_id, first.stories,
        hosts.hosts
    from first
    inner join hosts on hosts.target_id = first.target_id
    on conflict (run, place) do update set
        page_id = excluded.page_id, links = excluded.links, hosts = excluded.hosts
)

insert into link_graph (
    run, stories, links, resolved, leading_to_stored, out_median, out_most, targets, in_median, in_p90, in_most
)
select
    %(run)s, out_of.stories, counted.links, counted.resolved, counted.stored, out_of.median, out_of.most, into_it.targets,
    into_it.median, into_it.p90, into_it.most
from (
    select
        count(*) as links, count(edge.target_id) as resolved, count(article.page_id) as stored
    from edge
    left join article on article.page_id = edge.target_id and article.gone_at is null
) as counted
cross join (
    select
        count(*) as stories, coalesce(max(links), 0) as most,
        coalesce(percentile_cont(0.5) within group (order by links), 0) as median
    from going_out
) as out_of
cross join (
    select
        count(*) as targets, coalesce(max(stories), 0) as most,
        coalesce(percentile_cont(0.5) within group (order by stories), 0) as median,
        coalesce(percentile_cont(0.9) within group (order by stories), 0) as p90
    from target
) as into_it
on conflict (run) do update set
    stories = excluded.stories, links = excluded.links, resolved = excluded.resolved,
    leading_to_stored = excluded.leading_to_stored, out_median = excluded.out_median, out_most = excluded.out_most,
    targets = excluded.targets, in_median = excluded.in_median, in_p90 = excluded.in_p90, in_most = excluded.in_most
