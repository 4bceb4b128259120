-- Rules that cut lines of stories in earlier weeks, and none of late, though they should have: as often as on the
-- same hosts in the same layouts. The silence of a rare rule says nothing.
with sample as materialized (
    select story.page_id, story.outlet, story.host, story.layout
    from generate_series(1, %(stretches)s) as stretch
    cross join lateral (
        select page_id, outlet, split_part(url, '/', 3) as host, layout
        from article
        where changed_at >= now() - interval '7 days' - stretch * make_interval(secs => %(seconds)s)
            and changed_at < now() - interval '7 days' - (stretch - 1) * make_interval(secs => %(seconds)s)
        order by changed_at
        limit %(each)s
    ) as story
),

recent as materialized (
    select page_id, outlet, split_part(url, '/', 3) as host, layout, changed_at as at
    from article
    where changed_at >= now() - interval '7 days'
    order by changed_at desc
    limit %(most)s
),

-- Of the stories of a host in a layout, the share whose lines a rule cut.
usual as (
    select
        cut.outlet, cut.host, cut.layout, cut.rule, cut.stories,
        cut.stories::double precision / whole.stories as share
    from (
        select sample.outlet, sample.host, sample.layout, removed.rule, count(distinct removed.page_id) as stories
        from sample
        inner join removed on removed.page_id = sample.page_id
        group by sample.outlet, sample.host, sample.layout, removed.rule
    ) as cut
    inner join (
        select outlet, host, layout, count(*) as stories from sample group by outlet, host, layout
    ) as whole using (outlet, host, layout)
),

-- A rule that has just matched is silent since then.
matched as (
    select recent.outlet, removed.rule, max(recent.at) as at
    from recent
    inner join removed on removed.page_id = recent.page_id
    group by recent.outlet, removed.rule
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
        where article.outlet = silent.outlet
            and exists (select from removed where removed.page_id = article.page_id and removed.rule = silent.rule)
        order by article.changed_at desc
        limit 1
    ) as last_seen
from silent
order by silent.expected desc, silent.rule
