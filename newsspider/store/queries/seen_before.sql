-- In how many stories of the weeks before a moment each of some texts stands, by their numbers, and since when: of a
-- sample, so many stories of each stretch of time. A row for all texts has the number 0.
with sample as materialized (
    select story.changed_at, story.body
    from generate_series(1, %(stretches)s) as stretch
    cross join lateral (
        select changed_at, body
        from article
        where changed_at >= %(before)s::timestamptz - stretch * make_interval(secs => %(seconds)s)
            and changed_at < %(before)s::timestamptz - (stretch - 1) * make_interval(secs => %(seconds)s)
            and outlet = %(outlet)s
        order by changed_at
        limit %(each)s
    ) as story
)

select
    0 as number,
    count(*)::integer as stories,
    null::timestamptz as first_seen
from sample
union all
select
    piece.number::integer,
    count(*)::integer,
    min(sample.changed_at)
from sample
inner join unnest(%(pieces)s::text[]) with ordinality as piece (text, number)
    on strpos(sample.body, piece.text) > 0
group by piece.number
order by number
