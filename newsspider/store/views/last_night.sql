-- Uses run_outlets, runs.
create or replace view ops.last_night as
select
    known.outlet, newest.run, newest.started_at, newest.finished_at, whole_run.seconds, newest.verdict,
    newest.reasons, newest.pages, newest.stories_new, newest.stories_changed,
    case when newest.spider = known.outlet then whole_run.stories_gone end as stories_gone, newest.rejections,
    good.finished_at as last_good_at,
    yesterday.day, coalesce(counted.advertised, 0)::bigint as advertised, coalesce(counted.stored, 0)::bigint as stored,
    coalesce(counted.gone, 0)::bigint as gone,
    coalesce(counted.advertised - counted.stored - counted.gone, 0)::bigint as missing, coalesce(counted.due, 0)::bigint as due
from (
    select outlet from run_outlet
    union
    select spider from run where not exists (select from run_outlet where run_outlet.run = run.id)
) as known (outlet)
cross join lateral (
    select * from ops.run_outlets
    where run_outlets.outlet = known.outlet and run_outlets.whole
    order by run_outlets.started_at desc, run_outlets.run desc
    limit 1
) as newest
inner join ops.runs as whole_run on whole_run.run = newest.run
left join lateral (
    select run_outlets.finished_at from ops.run_outlets
    where run_outlets.outlet = known.outlet and run_outlets.whole and run_outlets.verdict in ('ok', 'degraded')
    order by run_outlets.started_at desc
    limit 1
) as good on true
cross join (select (now() at time zone 'Asia/Jakarta')::date - 1 as day) as yesterday
left join lateral (
    select
        sum(completeness.advertised) as advertised, sum(completeness.stored) as stored, sum(completeness.gone) as gone,
        sum(completeness.due) as due
    from completeness
    where completeness.day = yesterday.day and completeness.outlet = known.outlet
) as counted on true;

comment on view ops.last_night is 'The newest nightly crawl of each outlet, and the completeness of yesterday.';
comment on column ops.last_night.outlet is 'The outlet.';
comment on column ops.last_night.run is 'Its newest nightly crawl.';
comment on column ops.last_night.started_at is 'Start of the run.';
comment on column ops.last_night.finished_at is 'When it ended; null while it runs.';
comment on column ops.last_night.seconds is 'How long it took.';
comment on column ops.last_night.verdict is 'ok, degraded, failed or lost; null while it runs.';
comment on column ops.last_night.reasons is 'Why the verdict is not ok: one sentence each.';
comment on column ops.last_night.pages is 'Pages settled: their outcome is stored.';
comment on column ops.last_night.stories_new is 'Stories it stored for the first time.';
comment on column ops.last_night.stories_changed is 'Stories it found edited: something a reader sees had changed.';
comment on column ops.last_night.stories_gone is 'Stories it found taken down; null: it crawled several outlets.';
comment on column ops.last_night.rejections is 'Pages that are no story, or did not come.';
comment on column ops.last_night.last_good_at is 'When the last nightly crawl ended that was ok or degraded.';
comment on column ops.last_night.day is 'Yesterday in Asia/Jakarta: the day of the stories that follow.';
comment on column ops.last_night.advertised is 'Stories that lists named.';
comment on column ops.last_night.stored is 'Of these, those that were stored at the last run''s end.';
comment on column ops.last_night.gone is 'Of these, those that were taken down.';
comment on column ops.last_night.missing is 'Of these, those that are neither.';
comment on column ops.last_night.due is 'Of the missing, those that are due or waiting.';
