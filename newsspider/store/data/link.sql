create or replace view data.link as
select
    article.page_id as story, article.outlet, link.position, link.kind, link.url, link.anchor, link.title,
    coalesce(page.alias_of, page.id) as target
from article
-- By the month too: then one partition is looked into for each story.
inner join page as own on own.id = article.page_id
inner join link on link.page_id = own.id and link.month = own.month
left join page on page.id = link.target_id;

comment on view data.link is 'Links that stories show: the edges between stories, and those that lead elsewhere.';
comment on column data.link.story is 'Story that shows the link.';
comment on column data.link.outlet is 'Outlet of this story.';
comment on column data.link.position is 'Place among the links of the story, from 0.';
comment on column data.link.kind is 'Region of the page: baca_juga, related, recommendation and so on.';
comment on column data.link.url is 'Address as the page has it; null if a text rendering lost it.';
comment on column data.link.anchor is 'Visible text.';
comment on column data.link.title is 'Full text where the visible one is cut.';
comment on column data.link.target is 'Number of the page that it leads to, aliases resolved; a stored story has this number. Null: no page of ours.';
