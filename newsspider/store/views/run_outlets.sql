-- Uses runs.
-- Runs from before outlets were judged apart are of one outlet, their spider's.
create or replace view ops.run_outlets as
select
    runs.run, coalesce(run_outlet.outlet, runs.spider) as outlet, runs.spider, runs.whole, runs.started_at,
    runs.finished_at, coalesce(run_outlet.verdict, runs.verdict) as verdict,
    case when run_outlet.verdict is null then runs.reasons else reason_texts(run_outlet.reasons) end as reasons,
    case when run_outlet.verdict is null then runs.pages else run_outlet.pages end as pages,
    case when run_outlet.verdict is null then runs.rejections else run_outlet.rejections end as rejections,
    case when run_outlet.verdict is null then runs.stories_new else run_outlet.stories_new end as stories_new,
    case when run_outlet.verdict is null then runs.stories_changed else run_outlet.stories_changed end
        as stories_changed
from ops.runs
left join run_outlet on run_outlet.run = runs.run;

comment on view ops.run_outlets is 'One row a run and outlet. A run of one outlet has its verdict, of several the worst. Counts are written at the end of a run.';
comment on column ops.run_outlets.run is 'The number of the run.';
comment on column ops.run_outlets.outlet is 'The outlet.';
comment on column ops.run_outlets.spider is 'The spider: the name of the outlet, or news for several.';
comment on column ops.run_outlets.whole is 'Whether it is a nightly crawl: no given addresses, past days or limit.';
comment on column ops.run_outlets.started_at is 'Start of the run.';
comment on column ops.run_outlets.finished_at is 'When it was closed; null while it runs.';
comment on column ops.run_outlets.verdict is 'ok, degraded, failed or lost; null while it runs.';
comment on column ops.run_outlets.reasons is 'Why the verdict is not ok: one sentence each.';
comment on column ops.run_outlets.pages is 'Pages visited.';
comment on column ops.run_outlets.rejections is 'Of these, pages that are no story and no list, or did not come.';
comment on column ops.run_outlets.stories_new is 'Stories stored for the first time.';
comment on column ops.run_outlets.stories_changed is 'Stories found edited.';
