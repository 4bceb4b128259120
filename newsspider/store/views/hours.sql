create or replace view ops.hours as
select
    (day + make_interval(hours => name::integer)) at time zone 'Asia/Jakarta' as hour, day, outlet,
    sum(published)::bigint as published, sum(stored)::bigint as stored
from tally
where what = 'hour'
group by day, outlet, name
having sum(published) <> 0 or sum(stored) <> 0;

comment on view ops.hours is 'One row an hour and outlet with any story.';
comment on column ops.hours.hour is 'When the hour begins.';
comment on column ops.hours.day is 'Its day in Asia/Jakarta; a filter on it is the quick one.';
comment on column ops.hours.outlet is 'The outlet.';
comment on column ops.hours.published is 'Stories that appeared in this hour and are stored.';
comment on column ops.hours.stored is 'Stories that were stored for the first time in this hour.';
