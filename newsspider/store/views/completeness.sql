create or replace view ops.completeness as
select
    day, outlet, host, advertised, stored, gone,
    advertised - stored - gone as missing,
    rejected, failed, unasked, left_out, due, fetched, linked, linked_stored,
    (stored + gone)::double precision / nullif(advertised, 0) as share,
    counted_at
from completeness;

comment on view ops.completeness is 'Completeness of the stories of a day: one row a day and host that named any. Each run counts it at its end, for the last ten days and those of a backfill.';
comment on column ops.completeness.day is 'The day of the stories in Asia/Jakarta.';
comment on column ops.completeness.outlet is 'The outlet.';
comment on column ops.completeness.host is 'The host whose lists named them.';
comment on column ops.completeness.advertised is 'Stories that lists of the host named.';
comment on column ops.completeness.stored is 'Of these, those that are stored.';
comment on column ops.completeness.gone is 'Of these, those that were taken down.';
comment on column ops.completeness.missing is 'Of these, those that are neither: the next four together.';
comment on column ops.completeness.rejected is 'A page came that is no story.';
comment on column ops.completeness.failed is 'No page came.';
comment on column ops.completeness.unasked is 'Not fetched yet.';
comment on column ops.completeness.left_out is 'Left out by the arguments of the run.';
comment on column ops.completeness.due is 'Of the missing, those that are due or waiting.';
comment on column ops.completeness.fetched is 'Of the advertised, those of which the host sent anything.';
comment on column ops.completeness.linked is 'Stories that no list named, only links of other stories.';
comment on column ops.completeness.linked_stored is 'Of these, those that are stored.';
comment on column ops.completeness.share is 'Stored or gone, as a share of the advertised, 0 to 1.';
comment on column ops.completeness.counted_at is 'When this was counted.';
