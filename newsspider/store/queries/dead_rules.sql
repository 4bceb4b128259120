-- Rules that cut lines of stories in earlier weeks, and none of late, though they should have: as often as on the
-- same hosts in the same layouts. The silence of a rare rule says nothing. Each story's cuts lie in one month: two
-- lookups a story, where a join would read the cuts of all months.
with sample as materialized (
    select story.page_id, page.month, story.outlet, story.host, story.layout
    from generate_series(1, %(stretches)s) as stretch
    cross join lateral (
        select page_id, outlet, split_part(url, '/', 3) as host, layout
        from article
        where changed_at >= now() - interval '7 days' - stretch * make_interval(secs => %(seconds)s)
            and changed_at < now() - interval '7 days' - (stretch - 1) * make_interval(secs => %(seconds)s)
        order by changed_at
        limit %(each)s
    ) as story
    inner join page on page.id = story.page_id
),

recent as materialized (
    select story.page_id, page.month, story.outlet, story.host, story.layout, story.at
    from (
        select page_id, outlet, split_part(url, '/', 3) as host, layout, changed_at as at
        from article
        where changed_at >= now() - interval '7 days'
        order by changed_at desc
        limit %(most)s
    ) as story
    inner join page on page.id = story.page_id
),

-- Of the stories of a host in a layout, the share whose lines a rule cut.
usual as (
    select
        cut.outlet, cut.host, cut.layout, cut.rule, cut.stories,
        cut.stories::double precision / whole.stories as share
    from (
        select sample.outlet, sample.host, sample.layout, cut.rule, count(distinct sample.page_id) as stories
        from sample
        cross join lateral (
            select removed.rule from removed
            where removed.page_id = sample.page_id and removed.month = sample.month
            offset 0
        ) as cut
        group by sample.outlet, sample.host, sample.layout, cut.rule
    ) as cut
    inner join (
        select outlet, host, layout, count(*) as stories from sample group by outlet, host, layout
    ) as whole using (outlet, host, layout)
),

-- A rule that has just matched is silent since then.
matched as (
    select recent.outlet, cut.rule, max(recent.at) as at
    from recent
    cross join lateral (
        select removed.rule from removed
        where removed.page_id = recent.page_id and removed.month = recent.month
        offset 0
    ) as cut
    group by recent.outlet, cut.rule
),

silent as (
    select usual.outlet, usual.rule, sum(usual.share) as expected, count(*)::integer as silent_for
    from recent
    inner join usual using (outlet, host, layout)
    left join matched on matched.outlet = usual.outlet and matched.rule = usual.rule
    where recent.at > coalesce(matched.at, '-infinity')
    group by usual.outlet, usual.rule
    having sum(usual.share) >= %(expected)s and count(*) >= %(least)s
)

select
    silent.outlet, silent.rule, silent.expected, silent.silent_for,
    (
        select sum(usual.stories) from usual where usual.outlet = silent.outlet and usual.rule = silent.rule
    )::integer as stories,
    (select count(*) from sample where sample.outlet = silent.outlet)::integer as of_stories,
    (
        select article.changed_at
        from article
        inner join page on page.id = article.page_id
        where article.outlet = silent.outlet
            and exists (
                select from removed
                where removed.page_id = page.id and removed.month = page.month and removed.rule = silent.rule
            )
        order by article.changed_at desc
        limit 1
    ) as last_seen
from silent
order by silent.expected desc, silent.rule
