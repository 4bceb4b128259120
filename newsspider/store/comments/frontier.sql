-- Comments on the tables: the frontier.

comment on table page is 'Pages: one row for each address that we know, due or at rest.';
comment on column page.id is 'Number of the page; a story has the number of its page.';
comment on column page.outlet is 'Outlet of the page.';
comment on column page.url is 'Canonical address.';
comment on column page.host is 'Host name in the address.';
comment on column page.kind is 'story, or listing of stories.';
comment on column page.depth is 'Links between a seed and the page.';
comment on column page.found_how is 'How it was found first: seed, given, sitemap, index, baca_juga and so on.';
comment on column page.found_on is 'Page that it was found on first.';
comment on column page.found_at is 'When it was found first.';
comment on column page.published_at is 'When the story appeared, as the list that named it says.';
comment on column page.listed_on is 'Day of a dated list, or of the dated list that named the story.';
comment on column page.alias_of is 'Page whose story this address shows too: a redirect, rel=canonical, or a later page of the story.';
comment on column page.due_at is 'Due from then on; null: at rest.';
comment on column page.due_by is 'Run that made it due.';
comment on column page.priority is 'Place in the queue, lower is sooner; from 1000 on it is a revisit.';
comment on column page.tries is 'Visits in a row that failed alike.';
comment on column page.visited_at is 'Last visit.';
comment on column page.status is 'HTTP status of the last visit; 0: no answer.';
comment on column page.outcome is 'What the last visit gave; null: never visited.';
comment on column page.reason is 'Reason of the outcome, in one word or a sentence.';
comment on column page.failure is 'Kind of the last failure; each kind has retries of its own.';
comment on column page.etag is 'ETag that the host sent, for a conditional request.';
comment on column page.last_modified is 'Last-Modified that the host sent, for a conditional request.';
comment on column page.fingerprint is 'Digest of the addresses that a list named last, or of what a story said that is not believed yet.';
comment on column page.recheck is 'Interval between visits to a list.';
comment on column page.imported_by is 'Import that brought what was last read of it; null: it was fetched.';
