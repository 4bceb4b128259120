create or replace view ops.people as
with spelling as (
    select
        outlet, name as stated, person_key(name) as key,
        coalesce(sum(stored) filter (where what = 'author'), 0) as written,
        coalesce(sum(stored) filter (where what = 'editor'), 0) as edited
    from tally
    where what in ('author', 'editor') and day = date 'epoch'
    group by outlet, name
    having sum(stored) > 0
),

-- "M. Arif" is "Muhammad Arif" if the outlet has one such name, and no other with this initial.
whole as (
    select
        short.outlet, short.key,
        case when count(distinct long.key) = 1 then min(long.key) else short.key end as person
    from spelling as short
    left join spelling as long
        on long.outlet = short.outlet and short.key ~ '^[a-z] [a-z]{2}' and long.key ~ '^[a-z]{2,} '
        and left(long.key, 1) = left(short.key, 1)
        and substr(long.key, strpos(long.key, ' ')) = substr(short.key, 2)
    group by short.outlet, short.key
)

select
    spelling.outlet,
    (array_agg(person_name(spelling.stated) order by spelling.key = whole.person desc, spelling.written + spelling.edited desc, spelling.stated))[1]
    as person,
    bool_and(is_desk(spelling.stated)) as desk,
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
comment on column ops.people.written is 'Stored stories whose authors name it.';
comment on column ops.people.edited is 'Stored stories whose editors name it.';
comment on column ops.people.spellings is 'The bylines as the pages have them, the most frequent first.';
