create or replace view ops.freshness as
select
    day, outlet, max(total)::bigint as stories,
    middle_of(min(bucket) filter (where upto >= 0.5 * total)) / 60 as p50_minutes,
    middle_of(min(bucket) filter (where upto >= 0.9 * total)) / 60 as p90_minutes,
    middle_of(min(bucket) filter (where upto >= 0.99 * total)) / 60 as p99_minutes
from (
    select
        day, outlet, bucket,
        sum(stories) over (partition by day, outlet) as total,
        sum(stories) over (partition by day, outlet order by bucket) as upto
    from (
        select day, outlet, name::integer as bucket, sum(stored)::double precision as stories
        from tally
        where what = 'freshness'
        group by day, outlet, name
    ) as counted
    where stories > 0
) as added
group by day, outlet;

comment on view ops.freshness is 'How long stories took from their publication to our storage: one row a day of storage and outlet. Stories that were older than two days are no news and left out. The minutes are right to a tenth.';
comment on column ops.freshness.day is 'The day they were stored, in Asia/Jakarta.';
comment on column ops.freshness.outlet is 'The outlet.';
comment on column ops.freshness.stories is 'How many stories that is of.';
comment on column ops.freshness.p50_minutes is 'Half of them were stored within so many minutes.';
comment on column ops.freshness.p90_minutes is 'Nine of ten were.';
comment on column ops.freshness.p99_minutes is 'Ninety-nine of a hundred were.';
