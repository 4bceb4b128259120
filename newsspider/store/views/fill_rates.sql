create or replace view ops.fill_rates as
select
    day, outlet, name as field, sum(stored)::bigint as stories, sum(filled)::bigint as filled,
    sum(filled)::double precision / sum(stored)::double precision as share
from tally
where what = 'field'
group by day, outlet, name
having sum(stored) > 0;

comment on view ops.fill_rates is 'How many stories have a field: one row a day of storage, outlet and field. Each story has a headline and a body: these are not listed.';
comment on column ops.fill_rates.day is 'The day they were stored for the first time, in Asia/Jakarta.';
comment on column ops.fill_rates.outlet is 'The outlet.';
comment on column ops.fill_rates.field is 'The field''s name in the table article.';
comment on column ops.fill_rates.stories is 'Stories stored that day.';
comment on column ops.fill_rates.filled is 'Of these, those that have the field.';
comment on column ops.fill_rates.share is 'The same as a share, 0 to 1.';
