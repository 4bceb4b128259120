-- What drifts: lines that come to stand in many stories, rules that no longer match, pages of a new form.

-- The newest stories, first those that changed last.
create index article_by_change on article (changed_at);

-- The form of a page that is no story: the same for pages made alike, whatever they say; and since when this page
-- answers with it.
alter table rejection add column skeleton text;
alter table rejection add column alike_since timestamptz not null default now();
update rejection set alike_since = rejected_at;
create index rejection_by_skeleton on rejection (rejected_at) where skeleton is not null;
