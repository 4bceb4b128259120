create or replace view ops.layouts as
select day, outlet, name as layout, sum(stored)::bigint as stored, sum(published)::bigint as published
from tally
where what = 'layout'
group by day, outlet, name
having sum(published) <> 0 or sum(stored) <> 0;

comment on view ops.layouts is 'By which layout stories were read: one row a day, outlet and layout.';
comment on column ops.layouts.day is 'The day in Asia/Jakarta.';
comment on column ops.layouts.outlet is 'The outlet.';
comment on column ops.layouts.layout is 'The layout that read the page last.';
comment on column ops.layouts.stored is 'Stories that were stored for the first time that day.';
comment on column ops.layouts.published is 'Stories that appeared that day and are stored.';
