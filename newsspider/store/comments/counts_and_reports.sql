-- Comments on the tables: counts and reports.

comment on table tally is 'Counts by day, kept by the transactions that store what is counted (function tally). Only the sum of rows counts.';
comment on column tally.what is 'What is counted: story, host, section, layout, hour, field, author, editor, edit, cut, rejection, link and so on.';
comment on column tally.day is 'Day in Asia/Jakarta; the epoch (1970-01-01) for links, authors and editors, which have no day.';
comment on column tally.outlet is 'Outlet; empty for links.';
comment on column tally.name is 'Name of the host, section, layout, field, byline, rule and so on; empty if there is one only.';
comment on column tally.writer is 'Connection that counted, so that none waits for another; 0: folded at the end of a run.';
comment on column tally.stored is 'Number of things that were stored that day.';
comment on column tally.published is 'Number of stories that appeared that day.';
comment on column tally.filled is 'Stored stories that have the field; links that lead to a page we know.';

comment on table completeness is 'Completeness: how the stories of a day and host stood when a run ended that may have changed it.';
comment on column completeness.day is 'Day of the stories in Asia/Jakarta.';
comment on column completeness.host is 'Host whose lists or links named them.';
comment on column completeness.outlet is 'Outlet of the host.';
comment on column completeness.advertised is 'Stories that lists named.';
comment on column completeness.fetched is 'Of the advertised: the host sent anything.';
comment on column completeness.stored is 'Of the advertised: stored.';
comment on column completeness.gone is 'Of the advertised: taken down.';
comment on column completeness.rejected is 'Of the advertised: a page came that is no story.';
comment on column completeness.failed is 'Of the advertised: no page came.';
comment on column completeness.unasked is 'Of the advertised: not fetched yet.';
comment on column completeness.left_out is 'Of the advertised: left out by the run''s arguments.';
comment on column completeness.due is 'Of the advertised, neither stored nor gone: due or waiting.';
comment on column completeness.linked is 'Stories that only links of other stories named.';
comment on column completeness.linked_stored is 'Of the linked: stored.';
comment on column completeness.counted_at is 'When this was counted.';

comment on table finding is 'Findings of drift: what a run found when it looked (scrapy suspects looks by hand).';
comment on column finding.run is 'Run that looked.';
comment on column finding.kind is 'suspect, dead_rule or form.';
comment on column finding.place is 'Rank, from 1.';
comment on column finding.found is 'The finding, as a JSON object.';

comment on table top_target is 'Pages that the new stories of a run lead to most.';
comment on column top_target.run is 'Run that stored the stories.';
comment on column top_target.place is 'Rank, from 1.';
comment on column top_target.page_id is 'Page that they lead to.';
comment on column top_target.links is 'Number of stories that lead to it.';
comment on column top_target.hosts is 'Number of hosts of these stories.';

comment on table link_graph is 'Link graph of each run''s new stories.';
comment on column link_graph.run is 'Run that stored the stories.';
comment on column link_graph.stories is 'Stories that have links.';
comment on column link_graph.links is 'Their links.';
comment on column link_graph.resolved is 'Links that lead to a page we know.';
comment on column link_graph.leading_to_stored is 'Links that lead to a stored story.';
comment on column link_graph.out_median is 'Links of a story, the median.';
comment on column link_graph.out_most is 'Links of a story, the most.';
comment on column link_graph.targets is 'Pages that they lead to.';
comment on column link_graph.in_median is 'Stories that lead to a page, the median.';
comment on column link_graph.in_p90 is 'Stories that lead to a page, the 90th percentile.';
comment on column link_graph.in_most is 'Stories that lead to a page, the most.';

comment on table table_size is 'Sizes of the tables at the end of each run.';
comment on column table_size.run is 'Run that ended.';
comment on column table_size.relation is 'Table; "database" is the whole.';
comment on column table_size.bytes is 'Bytes on disk, with indexes and long values.';
comment on column table_size.rows is 'Rows, as the server estimates them; 0 for the database.';

comment on table backlog is 'The frontier''s backlog at the end of each run, one row an outlet.';
comment on column backlog.run is 'Run that ended.';
comment on column backlog.outlet is 'Outlet of the pages.';
comment on column backlog.new_due is 'Pages that were never read, due then.';
comment on column backlog.new_later is 'Pages that were never read, due later: retries.';
comment on column backlog.again_due is 'Revisits, due then.';
comment on column backlog.again_later is 'Revisits, due later.';
comment on column backlog.oldest_due_at is 'Since when the oldest of those due waited; null if none was due.';
comment on column backlog.counted_at is 'When this was counted.';
