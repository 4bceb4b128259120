-- Bylines of authors and editors, normalised, and the stories counted that have them.

create table byline (
    outlet text not null,
    stated text not null,
    name text not null,
    key text not null,
    desk boolean not null,
    primary key (outlet, stated)
);

-- Stories from before: their bylines are normalised when they are met again.
with credit as (
    select distinct article.page_id, article.outlet, role.what, left(person.name, 200) as name
    from article
    cross join lateral (values ('author', article.authors), ('editor', article.editors)) as role (what, names)
    cross join lateral unnest(role.names) as person (name)
),

counted as (
    insert into tally (what, day, outlet, name, writer, stored)
    select what, date 'epoch', outlet, name, 0, count(*)
    from credit
    group by what, outlet, name
)

insert into byline (outlet, stated, name, key, desk)
select distinct outlet, name, name, lower(name), false
from credit;
