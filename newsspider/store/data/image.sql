create or replace view data.image as
select
    article.page_id as story, article.outlet, picture.place::integer - 1 as number, picture.value ->> 'url' as url,
    nullif(picture.value ->> 'caption', '') as caption, picture.value ->> 'credit' as credit,
    picture.value ->> 'alt' as alt, (picture.value ->> 'position')::integer as position
from article
cross join lateral jsonb_array_elements(article.images) with ordinality as picture (value, place);

comment on view data.image is 'Pictures of stories, one row each.';
comment on column data.image.story is 'Number of the story.';
comment on column data.image.outlet is 'Outlet of the story.';
comment on column data.image.number is 'Place among the pictures of the story, from 0.';
comment on column data.image.url is 'Address of the picture; null if a text rendering lost it.';
comment on column data.image.caption is 'Caption, without the credit; null: none.';
comment on column data.image.credit is 'Whose picture it is, as the page says.';
comment on column data.image.alt is 'Text that the page has in place of the picture; null: none, or read before it was kept.';
comment on column data.image.position is 'Number of paragraphs of the text above it; null: outside the text, or read before it was kept.';
