create or replace view data.byline as
select
    article.page_id as story, article.outlet, role.name as role, credit.place::integer as position, credit.stated,
    coalesce(byline.name, credit.stated) as name, coalesce(byline.desk, false) as desk
from article
cross join lateral (values ('author', article.authors), ('editor', article.editors)) as role (name, stated)
cross join lateral unnest(role.stated) with ordinality as credit (stated, place)
left join byline on byline.outlet = article.outlet and byline.stated = left(credit.stated, 200);

comment on view data.byline is 'Authors and editors of stories, one row for each name on a story.';
comment on column data.byline.story is 'Number of the story.';
comment on column data.byline.outlet is 'Outlet of the story.';
comment on column data.byline.role is 'author or editor.';
comment on column data.byline.position is 'Place among the names of this role, from 1.';
comment on column data.byline.stated is 'The name as the page has it; data.person has it among its spellings.';
comment on column data.byline.name is 'The name without brand, role and the city of a contributor.';
comment on column data.byline.desk is 'Whether it names a desk or the newsroom, and no person.';
