-- Comments on the tables: runs.

comment on table run is 'Crawls: one row each, written before the first request. The verdict is written last.';
comment on column run.id is 'Number of the run.';
comment on column run.spider is 'Spider, which has the name of its outlet.';
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

comment on table measure is 'Measures of each run, which the baselines of later runs are made of.';
comment on column measure.run is 'Run that measured.';
comment on column measure.name is 'Name of the measure, such as fill/authors or layout/desktop.';
comment on column measure.value is 'A share, a mean or a count.';
comment on column measure.sample is 'Number of things that were measured.';
