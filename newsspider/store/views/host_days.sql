create or replace view ops.host_days as
select
    day, outlet, name as host,
    coalesce(sum(published) filter (where what = 'host'), 0)::bigint as published,
    coalesce(sum(stored) filter (where what = 'host'), 0)::bigint as stored,
    coalesce(sum(stored) filter (where what = 'rejecting'), 0)::bigint as rejected
from tally
where what in ('host', 'rejecting')
group by day, outlet, name
having sum(published) <> 0 or sum(stored) <> 0;

comment on view ops.host_days is 'One row a day, outlet and host with any story or rejection.';
comment on column ops.host_days.day is 'The day in Asia/Jakarta.';
comment on column ops.host_days.outlet is 'The outlet.';
comment on column ops.host_days.host is 'The host in the story''s address.';
comment on column ops.host_days.published is 'Stories of the host that appeared that day and are stored.';
comment on column ops.host_days.stored is 'Stories of the host that were stored for the first time that day.';
comment on column ops.host_days.rejected is 'Pages of the host rejected for the last time so far that day.';
