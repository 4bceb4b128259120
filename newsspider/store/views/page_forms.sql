create or replace view ops.page_forms as
select
    finding.place, entry.outlet, entry.skeleton, entry.pages, entry.hosts, entry.reasons, entry.first_seen, entry.last_seen,
    entry.examples, finding.run, run.looked_at
from finding
inner join run on run.id = finding.run
cross join lateral jsonb_to_record(finding.found) as entry (
    outlet text, skeleton text, pages integer, hosts text[], reasons text[], first_seen timestamptz,
    last_seen timestamptz, examples text[]
)
where finding.kind = 'form'
    and finding.run = (select max(looked.id) from run as looked where looked.looked_at is not null);

comment on view ops.page_forms is 'Rejected pages that are made alike, as the last run that looked for drift found them in the rejections of three days: a redesign whose stories cannot be read generically shows here.';
comment on column ops.page_forms.place is 'The rank, from 1: the most frequent first.';
comment on column ops.page_forms.outlet is 'The outlet.';
comment on column ops.page_forms.skeleton is 'The form''s name.';
comment on column ops.page_forms.pages is 'How many pages have it.';
comment on column ops.page_forms.hosts is 'Their hosts.';
comment on column ops.page_forms.reasons is 'Why they were rejected.';
comment on column ops.page_forms.first_seen is 'Since when one of them answers so.';
comment on column ops.page_forms.last_seen is 'The last rejection.';
comment on column ops.page_forms.examples is 'Some of their addresses.';
comment on column ops.page_forms.run is 'The run that looked.';
comment on column ops.page_forms.looked_at is 'When it did.';
