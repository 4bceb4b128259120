create or replace view ops.suspects as
select
    finding.place, entry.outlet, entry.kind, entry.text, entry.stories, entry.possible, entry.share, entry.authors,
    entry.hosts, entry.sections, entry.topic, entry.before, entry.is_new, entry.is_sure, entry.first_seen,
    entry.last_seen, entry.examples,
    finding.run, run.looked_at
from finding
inner join run on run.id = finding.run
cross join lateral jsonb_to_record(finding.found) as entry (
    outlet text, kind text, text text, stories integer, possible integer, share double precision, authors integer,
    hosts text[], sections text[], topic text, before integer, is_new boolean, is_sure boolean,
    first_seen timestamptz, last_seen timestamptz, examples text[]
)
where finding.kind = 'suspect'
    and finding.run = (select max(looked.id) from run as looked where looked.looked_at is not null);

comment on view ops.suspects is 'Lines that stand in the stories of many authors and should perhaps be cut, as the last run that looked for them found them in the stories of three days (scrapy suspects looks now, and proposes rules).';
comment on column ops.suspects.place is 'The rank, from 1: the strongest first.';
comment on column ops.suspects.outlet is 'The outlet.';
comment on column ops.suspects.kind is 'What is the same in all stories: the line, its frame, its beginning or its ending.';
comment on column ops.suspects.text is 'The newest of the lines.';
comment on column ops.suspects.stories is 'Stories it stands in.';
comment on column ops.suspects.possible is 'Stories of its hosts since it came.';
comment on column ops.suspects.share is 'The first as a share of the second, 0 to 1.';
comment on column ops.suspects.authors is 'Authors of these stories.';
comment on column ops.suspects.hosts is 'Their hosts.';
comment on column ops.suspects.sections is 'Their sections.';
comment on column ops.suspects.topic is 'The word that most of their headlines share, if most do: then it is one affair that is entry.';
comment on column ops.suspects.before is 'Stories of a sample of the weeks before that have it too.';
comment on column ops.suspects.is_new is 'Whether the weeks before know nothing of it, and are long enough to say so.';
comment on column ops.suspects.is_sure is 'Whether a verdict may rest on it.';
comment on column ops.suspects.first_seen is 'The first story with it.';
comment on column ops.suspects.last_seen is 'The last story with it.';
comment on column ops.suspects.examples is 'Addresses of some of the stories.';
comment on column ops.suspects.run is 'The run that looked.';
comment on column ops.suspects.looked_at is 'When it did.';
