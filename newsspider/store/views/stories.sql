create or replace view ops.stories as
select
    page_id as story, outlet, split_part(url, '/', 3) as host, url, headline, section, authors, editors, layout,
    published_at, modified_at, stored_at, changed_at, gone_at, incomplete, premium, page_count as pages,
    stored_by as run, reading
from article;

comment on view ops.stories is 'The stories themselves, one row each, without their texts. Filter by published_at or changed_at, which have an index, or by story.';
comment on column ops.stories.story is 'Its number: page_id in the other tables.';
comment on column ops.stories.outlet is 'The outlet.';
comment on column ops.stories.host is 'The host in its address.';
comment on column ops.stories.url is 'Its address.';
comment on column ops.stories.headline is 'Its headline.';
comment on column ops.stories.section is 'Its section, as the page names it.';
comment on column ops.stories.authors is 'Its authors.';
comment on column ops.stories.editors is 'Its editors.';
comment on column ops.stories.layout is 'The layout that read it last.';
comment on column ops.stories.published_at is 'When it appeared, as it says.';
comment on column ops.stories.modified_at is 'When it was edited last, as it says.';
comment on column ops.stories.stored_at is 'When it was stored for the first time.';
comment on column ops.stories.changed_at is 'When it was found edited last (something a reader sees had changed), or stored first.';
comment on column ops.stories.gone_at is 'When it was found taken down; null if it is there.';
comment on column ops.stories.incomplete is 'Whether pages of it are missing.';
comment on column ops.stories.premium is 'Whether it is for subscribers only.';
comment on column ops.stories.pages is 'How many pages it has.';
comment on column ops.stories.run is 'The run that stored it for the first time.';
comment on column ops.stories.reading is 'How it was read last: exact, by a layout; generic, because no layout recognised its page.';
