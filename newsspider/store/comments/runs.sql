-- Comments on the tables: runs.

comment on table run is 'Crawls: one row each, written before the first request. The verdict is written last.';
comment on column run.id is 'Number of the run.';
comment on column run.spider is 'Spider: the name of its outlet, or news for several.';
comment on column run.arguments is 'Arguments of the spider (-a), as a JSON object.';
comment on column run.version is 'Version of newsspider.';
comment on column run.started_at is 'When it began.';
comment on column run.finished_at is 'When it was closed; null while it runs.';
comment on column run.finish_reason is 'Why it ended: finished, or what cut it short.';
comment on column run.verdict is 'ok, degraded, failed or lost; null while it runs.';
comment on column run.reasons is 'Why the verdict is not ok: a JSON array of objects with code, subject, text and numbers.';
comment on column run.counters is 'Sums of all workers'' counters, as a JSON object.';
comment on column run.settings is 'Settings that were given for this run alone (-s), as a JSON object.';
comment on column run.evaluated_at is 'When the alerts evaluated the verdict; null until then.';
comment on column run.looked_at is 'When the run looked for drift; null if it did not.';
comment on column run.month is 'Month in which it began, by which its counts of requests are kept; it never changes.';

comment on table run_outlet is 'Outlets of each run, one row each, written at its begin. The verdict is written last.';
comment on column run_outlet.run is 'Run that crawls the outlet.';
comment on column run_outlet.outlet is 'Name of the outlet.';
comment on column run_outlet.verdict is 'ok, degraded or failed; null while the run goes on, and of a lost run.';
comment on column run_outlet.reasons is 'Why the verdict is not ok, as in run.reasons.';
comment on column run_outlet.pages is 'Pages visited.';
comment on column run_outlet.rejections is 'Of these, pages that are no story and no list, or did not come.';
comment on column run_outlet.stories_new is 'Stories stored for the first time.';
comment on column run_outlet.stories_changed is 'Stories found edited.';

comment on table measure is 'Measures of each run by outlet, which the baselines of later runs are made of.';
comment on column measure.run is 'Run that measured.';
comment on column measure.name is 'Name of the measure, such as fill/authors or layout/desktop.';
comment on column measure.value is 'A share, a mean or a count.';
comment on column measure.sample is 'Number of things that were measured.';
comment on column measure.outlet is 'Outlet that was measured; empty for what is measured of a run of several as a whole.';
