create or replace view ops.rejections as
select day, outlet, name as reason, sum(stored)::bigint as pages
from tally
where what = 'rejection'
group by day, outlet, name
having sum(stored) > 0;

comment on view ops.rejections is 'Pages that are no story or did not come, by reason. Each page counts once, on the day of its last rejection; one that is a story by now does not count.';
comment on column ops.rejections.day is 'The day in Asia/Jakarta.';
comment on column ops.rejections.outlet is 'The outlet.';
comment on column ops.rejections.reason is 'The reason in one word.';
comment on column ops.rejections.pages is 'How many pages.';
