create or replace view data.revision as
select
    revision.page_id as story, article.outlet, revision.number, revision.since, revision.until, revision.cause,
    revision.changed, revision.headline, revision.body as text
from revision
inner join article on article.page_id = revision.page_id;

comment on view data.revision is 'Earlier versions of edited stories, one row each. The newest version is in data.story.';
comment on column data.revision.story is 'Number of the story.';
comment on column data.revision.outlet is 'Outlet of the story.';
comment on column data.revision.number is 'Number of the version, from 1.';
comment on column data.revision.since is 'When this version was stored.';
comment on column data.revision.until is 'When it was replaced.';
comment on column data.revision.cause is 'Why it was replaced: edit, by the newsroom; reparse, because other rules read its page otherwise.';
comment on column data.revision.changed is 'Fields that the next version changed, by their names in the table article.';
comment on column data.revision.headline is 'Headline of this version.';
comment on column data.revision.text is 'Text of this version, one paragraph a line.';
