-- Comments on the tables: stories.

comment on table article is 'Stories: the text as cleaned, and the source of each field.';
comment on column article.page_id is 'Number of its page.';
comment on column article.outlet is 'Outlet of the story.';
comment on column article.url is 'Canonical address.';
comment on column article.site_id is 'Number of the story at the outlet.';
comment on column article.layout is 'Layout that read it last.';
comment on column article.headline is 'Headline.';
comment on column article.lead is 'Lead paragraph, if the page sets it apart.';
comment on column article.body is 'Text, one block a line.';
comment on column article.blocks is 'Blocks in reading order: a JSON list of {kind, text}.';
comment on column article.summary is 'Lines of the newsroom''s own summary box.';
comment on column article.dateline is 'Place that begins the story.';
comment on column article.authors is 'Authors.';
comment on column article.editors is 'Editors.';
comment on column article.source is 'Agency or medium that the story is taken from.';
comment on column article.signature is 'Initials that end the story.';
comment on column article.published_at is 'When it appeared, as the page says.';
comment on column article.modified_at is 'When it was edited last, as the page says.';
comment on column article.section is 'Section, as the page names it.';
comment on column article.breadcrumb is 'Breadcrumb, from the top.';
comment on column article.tags is 'Tags.';
comment on column article.topic is 'Topic, as the page names it.';
comment on column article.images is 'Images: a JSON list of {url, caption, credit}.';
comment on column article.page_count is 'Number of pages that the story is spread over.';
comment on column article.missing_pages is 'Pages that are missing still.';
comment on column article.incomplete is 'Whether pages are missing.';
comment on column article.premium is 'Whether it is for subscribers only.';
comment on column article.provenance is 'Source of each field, as a JSON object.';
comment on column article.content_hash is 'SHA-256 of what a reader of the story sees.';
comment on column article.stored_at is 'When it was stored first.';
comment on column article.stored_by is 'Run that stored it first.';
comment on column article.changed_at is 'When it was found edited last, or stored first.';
comment on column article.changed_by is 'Run that found it edited last, or stored it first.';
comment on column article.gone_at is 'Its address answers that it is gone since then; null: it is there.';
comment on column article.reading is 'How it was read last: exact, by a layout; generic, because no layout recognised its page.';
comment on column article.rules_digest is 'Digest of the outlet''s rules that read it; null: stored before readings were stamped.';
comment on column article.program_version is 'Version of newsspider that read it; null: stored before readings were stamped.';

comment on table revision is 'Revisions: what a story said before it was edited, one row for each version that was replaced.';
comment on column revision.page_id is 'Number of the story.';
comment on column revision.number is 'Number of the version, from 1.';
comment on column revision.changed is 'Fields that the next version changed.';
comment on column revision.held is 'Values of these fields in this version, as a JSON object.';
comment on column revision.headline is 'Headline of this version.';
comment on column revision.body is 'Text of this version.';
comment on column revision.since is 'This version was stored then.';
comment on column revision.until is 'It was replaced then.';
comment on column revision.replaced_by is 'Run that found the story edited.';
comment on column revision.layout is 'Layout that read this version; null: replaced before readings were stamped.';
comment on column revision.reading is 'How this version was read: exact or generic; null: replaced before readings were stamped.';
comment on column revision.rules_digest is 'Digest of the outlet''s rules that read this version, if known.';
comment on column revision.program_version is 'Version of newsspider that read this version, if known.';
comment on column revision.cause is 'Why it was replaced: edit, by the newsroom; reparse, because other rules read its page otherwise.';

comment on table article_text is 'Full text of stories, kept by a trigger. It lies apart, so that the stories'' own rows stay small.';
comment on column article_text.page_id is 'Number of the story.';
comment on column article_text.at is 'When the story appeared, else when it was stored.';
comment on column article_text.document is 'Words of the story, and its filters as words of their own (search_keys).';

comment on table story_cluster is 'Copies: the sketch of each story''s text, and the cluster of the stories that are alike.';
comment on column story_cluster.page_id is 'Number of the story.';
comment on column story_cluster.cluster is 'Number of its cluster: the same for all copies of a story.';
comment on column story_cluster.at is 'When the story appeared, else when it was stored.';
comment on column story_cluster.bands is 'MinHash sketch of its text in bands; none of a text under 50 words.';
comment on column story_cluster.similarity is 'Share of the shorter text''s words that it and a copy have in the same order; null: no copy was found.';
comment on column story_cluster.credits is 'Other publishers that its page names: a JSON list of [kind, name, line].';

comment on table story_band is 'Bands of the sketches, as rows: stories with a band in common may be copies. Kept by a trigger.';
comment on column story_band.band is 'The band.';
comment on column story_band.day is 'Day on which the story appeared, in Jakarta.';
comment on column story_band.page_id is 'Number of the story.';

comment on table link is 'Links that pages showed, whether or not they may be followed.';
comment on column link.page_id is 'Page that shows the link.';
comment on column link.position is 'Place within the page, from 0.';
comment on column link.kind is 'Region of the page: baca_juga, related and so on.';
comment on column link.url is 'Address as the page has it; null if a text rendering lost it.';
comment on column link.anchor is 'Visible text.';
comment on column link.title is 'Full text where the visible one is cut.';
comment on column link.target_id is 'Page that it leads to, if we know that page.';

comment on table removed is 'Removed lines: every visible line that was cut from a story, with the rule that cut it.';
comment on column removed.page_id is 'Number of the story.';
comment on column removed.position is 'Position among the lines of the page from 0, those of the story included.';
comment on column removed.rule is 'Name of the rule.';
comment on column removed.text is 'The line.';

comment on table rejection is 'Rejections: pages that are no story or did not come, each kept with its reason.';
comment on column rejection.page_id is 'Number of the page.';
comment on column rejection.outlet is 'Outlet of the page.';
comment on column rejection.url is 'Address that was read.';
comment on column rejection.reason is 'Reason in one word.';
comment on column rejection.detail is 'Reason in a sentence.';
comment on column rejection.status is 'HTTP status; 0: no answer.';
comment on column rejection.body is 'The page as it was read, gzip-compressed; null if none came.';
comment on column rejection.rejected_at is 'When it was rejected last.';
comment on column rejection.rejected_by is 'Run that rejected it last.';
comment on column rejection.skeleton is 'Digest of the page''s markup: pages that are made alike have the same.';
comment on column rejection.alike_since is 'Since when the page answers with this markup.';

comment on table byline is 'Bylines: authors and editors as pages name them, and the person or desk that each names.';
comment on column byline.outlet is 'Outlet of the stories.';
comment on column byline.stated is 'The byline as the pages have it, its first 200 characters.';
comment on column byline.name is 'The name without brand, role and the city of a contributor.';
comment on column byline.key is 'The same for all spellings of a name.';
comment on column byline.desk is 'Whether it names a desk or the newsroom, and no person.';
