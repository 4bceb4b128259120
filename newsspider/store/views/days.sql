create or replace view ops.days as
select
    day, outlet,
    coalesce(sum(published) filter (where what = 'story'), 0)::bigint as published,
    coalesce(sum(stored) filter (where what = 'story'), 0)::bigint as stored,
    coalesce(sum(stored) filter (where what = 'edit'), 0)::bigint as edited,
    coalesce(sum(stored) filter (where what = 'gone'), 0)::bigint as gone,
    coalesce(sum(stored) filter (where what = 'incomplete'), 0)::bigint as incomplete,
    coalesce(sum(stored) filter (where what = 'rejection'), 0)::bigint as rejected
from tally
where what in ('story', 'edit', 'gone', 'incomplete', 'rejection')
group by day, outlet
having sum(published) <> 0 or sum(stored) <> 0;

comment on view ops.days is 'One row a day and outlet. Days are the newsroom''s (Asia/Jakarta).';
comment on column ops.days.day is 'The day.';
comment on column ops.days.outlet is 'The outlet.';
comment on column ops.days.published is 'Stories that appeared that day and are stored.';
comment on column ops.days.stored is 'Stories that were stored for the first time that day.';
comment on column ops.days.edited is 'Edits found that day: revisions. An edit changes what a reader sees of a story.';
comment on column ops.days.gone is 'Stories found taken down that day and not there again since.';
comment on column ops.days.incomplete is 'Of the stories stored that day, those of which pages are missing still.';
comment on column ops.days.rejected is 'Pages rejected for the last time so far that day.';
