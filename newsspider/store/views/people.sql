create or replace view ops.people as
with spelling as (
    select
        tally.outlet, tally.name as stated, coalesce(byline.name, tally.name) as name,
        coalesce(byline.key, lower(tally.name)) as key, coalesce(byline.desk, false) as desk,
        coalesce(sum(tally.stored) filter (where tally.what = 'author'), 0) as written,
        coalesce(sum(tally.stored) filter (where tally.what = 'editor'), 0) as edited
    from tally
    left join byline on byline.outlet = tally.outlet and byline.stated = tally.name
    where tally.what in ('author', 'editor')
    group by tally.outlet, tally.name, byline.outlet, byline.stated
    having sum(tally.stored) > 0
),

-- "M. Arif" is "Muhammad Arif" if the outlet has one such name, and no other with this initial.
whole as (
    select
        short.outlet, short.key,
        case when count(distinct long.key) = 1 then min(long.key) else short.key end as person
    from (select distinct outlet, key from spelling) as short
    left join (
        select outlet, key from spelling where strpos(key, ' ') > 2
    ) as long
        on long.outlet = short.outlet
        and strpos(short.key, ' ') = 2
        and length(short.key) > 3
        and left(long.key, 1) = left(short.key, 1)
        and substr(long.key, strpos(long.key, ' ')) = substr(short.key, 2)
    group by short.outlet, short.key
)

select
    spelling.outlet,
    (
        array_agg(
            spelling.name
            order by spelling.key = whole.person desc, spelling.written + spelling.edited desc, spelling.stated
        )
    )[1] as person,
    bool_and(spelling.desk) as desk,
    sum(spelling.written)::bigint as written,
    sum(spelling.edited)::bigint as edited,
    array_agg(spelling.stated order by spelling.written + spelling.edited desc, spelling.stated) as spellings
from spelling
inner join whole on whole.outlet = spelling.outlet and whole.key = spelling.key
group by spelling.outlet, whole.person;

comment on view ops.people is 'One row an outlet and person: who writes and edits its stories. Bylines are compared without case, points, brands, roles and degrees; an initial is completed where the outlet has one such name.';
comment on column ops.people.outlet is 'The outlet.';
comment on column ops.people.person is 'The name as most of its stories have it, without brand and role.';
comment on column ops.people.desk is 'Whether it names a desk or the newsroom itself, such as Tim Redaksi.';
comment on column ops.people.written is 'Stored stories whose authors name it, each once for a spelling.';
comment on column ops.people.edited is 'Stored stories whose editors name it, each once for a spelling.';
comment on column ops.people.spellings is 'The bylines as the pages have them, the most frequent first.';
