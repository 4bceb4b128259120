create or replace view ops.section_days as
select day, outlet, name as section, sum(published)::bigint as published, sum(stored)::bigint as stored
from tally
where what = 'section'
group by day, outlet, name
having sum(published) <> 0 or sum(stored) <> 0;

comment on view ops.section_days is 'One row a day, outlet and section with any story.';
comment on column ops.section_days.day is 'The day in Asia/Jakarta.';
comment on column ops.section_days.outlet is 'The outlet.';
comment on column ops.section_days.section is 'The section as the page names it, its first 100 characters; empty if it names none.';
comment on column ops.section_days.published is 'Stories of the section that appeared that day and are stored.';
comment on column ops.section_days.stored is 'Stories of the section that were stored for the first time that day.';
