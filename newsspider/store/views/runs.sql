-- Uses run_standing.
create or replace view ops.runs as
select
    run.id as run, run.spider, run.arguments, run.version, run.started_at, run.finished_at,
    extract(epoch from coalesce(run.finished_at, standing.seen_at) - run.started_at)::double precision as seconds,
    run.verdict, reason_texts(run.reasons) as reasons,
    run.finish_reason,
    not (run.arguments ?| array['url', 'since', 'limit']) as whole,
    standing.processes, standing.seen_at,
    coalesce(counted.asked, 0)::bigint as asked,
    coalesce(counted.pages_settled, 0)::bigint as pages,
    coalesce(counted.articles_new, 0)::bigint as stories_new,
    coalesce(counted.articles_changed, 0)::bigint as stories_changed,
    coalesce(counted.articles_unchanged, 0)::bigint as stories_unchanged,
    coalesce(counted.articles_incomplete, 0)::bigint as stories_incomplete,
    coalesce(counted.articles_gone, 0)::bigint as stories_gone,
    coalesce(counted.rejections, 0)::bigint as rejections,
    coalesce(counted.links, 0)::bigint as links,
    coalesce(counted.removed, 0)::bigint as cuts,
    coalesce(counted.items_refused, 0)::bigint as items_refused,
    coalesce(counted.unwritten, 0)::bigint as unwritten,
    case
        when run.finished_at is null then 0
        else coalesce(counted.in_flight, counted.in_hand, 0)::bigint
    end as never_came_back,
    coalesce(counted."log_count/ERROR", 0)::bigint as log_errors,
    coalesce(counted."downloader/response_count", 0)::bigint as responses,
    coalesce(counted."downloader/exception_count", 0)::bigint as no_answers,
    coalesce(counted."downloader/response_bytes", 0)::bigint as bytes,
    coalesce(counted."render/pages", 0)::bigint as rendered,
    coalesce(counted."render/failed", 0)::bigint as render_failed,
    coalesce(counted.hosts_paused, 0)::bigint as host_pauses,
    coalesce(counted.batches, 0)::bigint as batches,
    coalesce(counted.write_seconds, 0)::double precision as write_seconds,
    run.looked_at
-- Runs before this counter had its name kept it as in_hand.
from run
inner join run_standing as standing on standing.run = run.id
cross join lateral jsonb_to_record(standing.counters) as counted (
    asked numeric, pages_settled numeric, articles_new numeric, articles_changed numeric, articles_unchanged numeric,
    articles_incomplete numeric, articles_gone numeric, rejections numeric, links numeric, removed numeric,
    items_refused numeric, unwritten numeric, in_flight numeric, in_hand numeric, "log_count/ERROR" numeric,
    "downloader/response_count" numeric, "downloader/exception_count" numeric, "downloader/response_bytes" numeric,
    "render/pages" numeric, "render/failed" numeric, hosts_paused numeric, batches numeric, write_seconds numeric
);

comment on view ops.runs is 'One row a run. Runs with arguments such as url, since or limit are no nightly crawls: they are not whole. Counts are written at the end of a run, and 0 before.';
comment on column ops.runs.run is 'The number of the run.';
comment on column ops.runs.spider is 'The spider: the name of its outlet, or news for several.';
comment on column ops.runs.arguments is 'Arguments of the spider (-a), as JSON.';
comment on column ops.runs.version is 'The version of newsspider.';
comment on column ops.runs.started_at is 'Start of the run.';
comment on column ops.runs.finished_at is 'When it was closed; null while it runs.';
comment on column ops.runs.seconds is 'How long it took; of a running run, up to its last heartbeat.';
comment on column ops.runs.verdict is 'ok, degraded, failed or lost; null while it runs.';
comment on column ops.runs.reasons is 'Why the verdict is not ok: one sentence each.';
comment on column ops.runs.finish_reason is 'Why it ended: finished, or what cut it short.';
comment on column ops.runs.whole is 'Whether it is a nightly crawl: no given addresses, past days or limit.';
comment on column ops.runs.processes is 'Number of its workers.';
comment on column ops.runs.seen_at is 'The last heartbeat of any of them; the start of the run before the first.';
comment on column ops.runs.asked is 'Pages that the feeder drew from the frontier.';
comment on column ops.runs.pages is 'Pages settled: their outcome is stored.';
comment on column ops.runs.stories_new is 'Stories stored for the first time.';
comment on column ops.runs.stories_changed is 'Stories found edited: something a reader sees had changed. Each has a revision; a new time of modification alone, or another way of reading, is no edit.';
comment on column ops.runs.stories_unchanged is 'Stories read again that were as before.';
comment on column ops.runs.stories_incomplete is 'Stories of which pages are missing.';
comment on column ops.runs.stories_gone is 'Stories that were taken down since.';
comment on column ops.runs.rejections is 'Pages that are no story, or did not come.';
comment on column ops.runs.links is 'Links stored.';
comment on column ops.runs.cuts is 'Lines removed from stories.';
comment on column ops.runs.items_refused is 'Items that the database refused, kept as rejections.';
comment on column ops.runs.unwritten is 'Pages read and not stored; they stay due.';
comment on column ops.runs.never_came_back is 'Pages in flight that never came back; they stay due. 0 while the run goes on.';
comment on column ops.runs.log_errors is 'Errors in the log.';
comment on column ops.runs.responses is 'Answers of all kinds, from hosts and for robots.txt.';
comment on column ops.runs.no_answers is 'Requests without an answer.';
comment on column ops.runs.bytes is 'Bytes of the answers, as they came (compressed).';
comment on column ops.runs.rendered is 'Pages rendered in a browser.';
comment on column ops.runs.render_failed is 'Pages that a browser failed to render.';
comment on column ops.runs.host_pauses is 'Times that a host throttled us.';
comment on column ops.runs.batches is 'Transactions of the writer.';
comment on column ops.runs.write_seconds is 'Seconds in these transactions.';
comment on column ops.runs.looked_at is 'When it looked for drift (see ops.suspects); null if it did not.';
