-- Number of stories of earlier weeks that have each of some texts, by the text's number, and since when. The
-- sample is the newest of those stories, and so many of each stretch of time. The row with the number 0 is for all
-- of them.
with sample as materialized (
    (
        select page_id, changed_at, body
        from article
        where changed_at < %(before)s::timestamptz and outlet = %(outlet)s
        order by changed_at desc
        limit %(newest)s
    )
    union all
    select story.page_id, story.changed_at, story.body
    from generate_series(1, %(stretches)s) as stretch
    cross join lateral (
        select page_id, changed_at, body
        from article
        where changed_at >= %(before)s::timestamptz - stretch * make_interval(secs => %(seconds)s)
            and changed_at < %(before)s::timestamptz - (stretch - 1) * make_interval(secs => %(seconds)s)
            and outlet = %(outlet)s
        order by changed_at
        limit %(each)s
    ) as story
),

story as (select distinct on (page_id) page_id, changed_at, body from sample)

select
    0 as number,
    count(*)::integer as stories,
    null::timestamptz as first_seen
from story
union all
select
    piece.number::integer,
    count(*)::integer,
    min(story.changed_at)
from story
inner join unnest(%(pieces)s::text[]) with ordinality as piece (text, number)
    on strpos(story.body, piece.text) > 0
group by piece.number
order by number
