-- Rules that cut lines of stories in the weeks before the last one, and none in the newest stories, though they should
-- have: as often as on the same hosts in the same layouts. A rare rule's silence says nothing.
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
    select page_id, outlet, split_part(url, '/', 3) as host, layout
    from article
    order by changed_at desc
    limit %(most)s
),

kind as (
    select before.outlet, before.host, before.layout, before.stories as before, now.stories as now
    from (select outlet, host, layout, count(*) as stories from sample group by outlet, host, layout) as before
    inner join (select outlet, host, layout, count(*) as stories from recent group by outlet, host, layout) as now
        using (outlet, host, layout)
),

cut as (
    select sample.outlet, sample.host, sample.layout, removed.rule, count(distinct removed.page_id) as stories
    from sample
    inner join removed on removed.page_id = sample.page_id
    group by sample.outlet, sample.host, sample.layout, removed.rule
),

alive as (
    select distinct recent.outlet, removed.rule
    from recent
    inner join removed on removed.page_id = recent.page_id
),

expected as (
    select
        cut.outlet, cut.rule,
        sum(cut.stories)::integer as stories,
        sum(kind.now * cut.stories::double precision / kind.before) as expected
    from cut
    left join kind using (outlet, host, layout)
    group by cut.outlet, cut.rule
)

select
    expected.outlet, expected.rule, expected.stories, expected.expected,
    (select count(*) from sample)::integer as of_stories,
    (select count(*) from recent)::integer as silent_for,
    (
        select article.changed_at
        from article
        where article.outlet = expected.outlet
            and exists (
                select from removed where removed.page_id = article.page_id and removed.rule = expected.rule
            )
        order by article.changed_at desc
        limit 1
    ) as last_seen
from expected
where expected.expected >= %(expected)s
    and (expected.outlet, expected.rule) not in (select outlet, rule from alive)
    and (select count(*) from recent) >= %(least)s
order by expected.expected desc, expected.rule
