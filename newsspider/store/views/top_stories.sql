create or replace view ops.top_stories as
select
    top_target.run, run.spider, run.started_at, top_target.place, page.url, page.host, article.headline,
    article.published_at, article.page_id is not null as stored, top_target.links, top_target.hosts
from top_target
inner join run on run.id = top_target.run
inner join page on page.id = top_target.page_id
left join article on article.page_id = top_target.page_id;

comment on view ops.top_stories is 'The hundred pages that the new stories of a run lead to most; ask for one run.';
comment on column ops.top_stories.run is 'The run.';
comment on column ops.top_stories.spider is 'Its spider.';
comment on column ops.top_stories.started_at is 'Start of the run.';
comment on column ops.top_stories.place is 'The rank, from 1.';
comment on column ops.top_stories.url is 'The page''s address.';
comment on column ops.top_stories.host is 'Its host.';
comment on column ops.top_stories.headline is 'Its headline; null if it is not stored.';
comment on column ops.top_stories.published_at is 'When it appeared, as it says.';
comment on column ops.top_stories.stored is 'Whether it is stored as a story.';
comment on column ops.top_stories.links is 'New stories that lead to it.';
comment on column ops.top_stories.hosts is 'Hosts that these are of.';
