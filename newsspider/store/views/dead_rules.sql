create or replace view ops.dead_rules as
select
    entry.outlet, entry.rule, entry.stories, entry.of_stories, entry.expected, entry.silent_for, entry.last_seen,
    finding.run, run.looked_at
from finding
inner join run on run.id = finding.run
cross join lateral jsonb_to_record(finding.found) as entry (
    outlet text, rule text, stories integer, of_stories integer, expected double precision, silent_for integer,
    last_seen timestamptz
)
where finding.kind = 'dead_rule'
    and finding.run = (select max(looked.id) from run as looked where looked.looked_at is not null);

comment on view ops.dead_rules is 'Rules that no longer match, as the last run that looked for them found them (scrapy suspects looks now).';
comment on column ops.dead_rules.outlet is 'The outlet.';
comment on column ops.dead_rules.rule is 'The rule''s name.';
comment on column ops.dead_rules.stories is 'Stories of a sample of the weeks before that it cut lines of.';
comment on column ops.dead_rules.of_stories is 'The size of that sample.';
comment on column ops.dead_rules.expected is 'In so many of the newest stories it should have.';
comment on column ops.dead_rules.silent_for is 'The newest stories of its hosts and layouts, in none of which it did.';
comment on column ops.dead_rules.last_seen is 'The last story that it cut a line of was stored then.';
comment on column ops.dead_rules.run is 'The run that looked.';
comment on column ops.dead_rules.looked_at is 'When it did.';
