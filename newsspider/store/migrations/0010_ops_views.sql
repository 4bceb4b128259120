-- What dashboards read: the views of the schema ops, and the summaries that keep them quick at any size.

-- Counts by day, kept up by the very transactions that store what is counted. Each connection (writer) adds to rows of
-- its own, so that nobody waits for anybody; the end of a run folds them together (writer 0). Only the sum counts.
create table tally (
    what text not null,
    day date not null,
    outlet text not null,
    name text not null,
    writer integer not null,
    -- Stories (or rejections, or cuts) of which this was the day they were stored, and the day they appeared.
    stored bigint not null default 0,
    published bigint not null default 0,
    -- Of the stored, those that have the field which the row is about.
    filled bigint not null default 0,
    primary key (what, day, outlet, name, writer)
) with (fillfactor = 70);
create index tally_is_unfolded on tally (writer) where writer <> 0;

-- The same for all links together: how many there are of a kind, and how many lead to a page of the frontier.
create table link_tally (
    kind text not null,
    writer integer not null,
    links bigint not null,
    resolved bigint not null,
    primary key (kind, writer)
) with (fillfactor = 70);

-- In which of the buckets of a histogram a number is: each is a fifth wider than the one before.
create function bucket_of(number double precision) returns integer
language sql immutable parallel safe
return floor(4 * ln(greatest(number, 0) + 1) / ln(2::double precision))::integer;

-- The number in the middle of a bucket; what is in the bucket differs from it by a tenth at most.
create function middle_of(bucket integer) returns double precision
language sql immutable parallel safe
return power(2::double precision, (bucket + 0.5::double precision) / 4) - 1;

-- What a story adds to the tallies. Days and hours are the newsroom's; texts of pages are cut, for they are keys.
-- Volatile, lest it be inlined: a whole row in it is more than the planner takes ("variable not found in subplan
-- target list").
create function facts_of(story article)
returns table (what text, day date, name text, stored integer, published integer, filled integer)
language sql volatile
as $$
    select fact.what, clock.at::date, fact.name, clock.stored, clock.published, 0
    from (
        values
        (story.stored_at at time zone 'Asia/Jakarta', 1, 0),
        (story.published_at at time zone 'Asia/Jakarta', 0, 1)
    ) as clock (at, stored, published)
    cross join lateral (
        values
        ('story', ''),
        ('host', left(split_part(story.url, '/', 3), 255)),
        ('section', coalesce(left(story.section, 100), '')),
        ('layout', story.layout),
        ('hour', extract(hour from clock.at)::text),
        ('incomplete', case when story.missing_pages <> '{}' then '' end)
    ) as fact (what, name)
    where clock.at is not null and fact.name is not null
    union all
    select 'field', (story.stored_at at time zone 'Asia/Jakarta')::date, field.name, 1, 0, field.there::integer
    from (
        values
        ('site_id', story.site_id is not null),
        ('lead', story.lead is not null),
        ('summary', story.summary <> '{}'),
        ('dateline', story.dateline is not null),
        ('authors', story.authors <> '{}'),
        ('editors', story.editors <> '{}'),
        ('source', story.source is not null),
        ('signature', story.signature is not null),
        ('published_at', story.published_at is not null),
        ('modified_at', story.modified_at is not null),
        ('section', story.section is not null),
        ('breadcrumb', story.breadcrumb <> '{}'),
        ('tags', story.tags <> '{}'),
        ('topic', story.topic is not null),
        ('images', story.images <> '[]')
    ) as field (name, there)
    union all
    select 'gone', (story.gone_at at time zone 'Asia/Jakarta')::date, '', 1, 0, 0
    where story.gone_at is not null
    union all
    -- What is older was not news when it came: a backfill says nothing of how fresh we are.
    select
        'freshness', (story.stored_at at time zone 'Asia/Jakarta')::date,
        bucket_of(extract(epoch from story.stored_at - story.published_at)::double precision)::text, 1, 0, 0
    where story.published_at between story.stored_at - interval '2 days' and story.stored_at
$$;

create function tally_articles() returns trigger
language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into tally as known (what, day, outlet, name, writer, stored, published, filled)
        select
            fact.what, fact.day, story.outlet, fact.name, pg_backend_pid(), sum(fact.stored), sum(fact.published),
            sum(fact.filled)
        from becomes as story cross join lateral facts_of(story) as fact
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set
            stored = known.stored + excluded.stored, published = known.published + excluded.published,
            filled = known.filled + excluded.filled;
    elsif tg_op = 'DELETE' then
        insert into tally as known (what, day, outlet, name, writer, stored, published, filled)
        select
            fact.what, fact.day, story.outlet, fact.name, pg_backend_pid(), -sum(fact.stored), -sum(fact.published),
            -sum(fact.filled)
        from was as story cross join lateral facts_of(story) as fact
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set
            stored = known.stored + excluded.stored, published = known.published + excluded.published,
            filled = known.filled + excluded.filled;
    else
        insert into tally as known (what, day, outlet, name, writer, stored, published, filled)
        select
            told.what, told.day, told.outlet, told.name, pg_backend_pid(), sum(told.stored), sum(told.published),
            sum(told.filled)
        from (
            select fact.what, fact.day, story.outlet, fact.name, fact.stored, fact.published, fact.filled
            from becomes as story cross join lateral facts_of(story) as fact
            union all
            select fact.what, fact.day, story.outlet, fact.name, -fact.stored, -fact.published, -fact.filled
            from was as story cross join lateral facts_of(story) as fact
        ) as told
        group by 1, 2, 3, 4
        having sum(told.stored) <> 0 or sum(told.published) <> 0 or sum(told.filled) <> 0
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set
            stored = known.stored + excluded.stored, published = known.published + excluded.published,
            filled = known.filled + excluded.filled;
    end if;
    return null;
end
$$;
create trigger article_is_tallied after insert on article
referencing new table as becomes for each statement execute function tally_articles();
create trigger article_is_tallied_anew after update on article
referencing old table as was new table as becomes for each statement execute function tally_articles();
create trigger article_is_tallied_no_more after delete on article
referencing old table as was for each statement execute function tally_articles();

-- An edit is an event too, counted on its day: whatever made a revision.
create function tally_edits() returns trigger
language plpgsql as $$
begin
    insert into tally as known (what, day, outlet, name, writer, stored)
    select 'edit', (now() at time zone 'Asia/Jakarta')::date, article.outlet, '', pg_backend_pid(), count(*)
    from becomes
    inner join article on article.page_id = becomes.page_id
    group by article.outlet
    order by article.outlet
    on conflict (what, day, outlet, name, writer) do update set stored = known.stored + excluded.stored;
    return null;
end
$$;
create trigger revision_is_tallied after insert on revision
referencing new table as becomes for each statement execute function tally_edits();

create function tally_rejections() returns trigger
language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        insert into tally as known (what, day, outlet, name, writer, stored)
        select
            fact.what, (told.rejected_at at time zone 'Asia/Jakarta')::date, told.outlet, fact.name, pg_backend_pid(),
            -count(*)
        from was as told
        cross join lateral (
            values ('rejection', left(told.reason, 100)), ('rejecting', left(split_part(told.url, '/', 3), 255))
        ) as fact (what, name)
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set stored = known.stored + excluded.stored;
    end if;
    if tg_op <> 'DELETE' then
        insert into tally as known (what, day, outlet, name, writer, stored)
        select
            fact.what, (told.rejected_at at time zone 'Asia/Jakarta')::date, told.outlet, fact.name, pg_backend_pid(),
            count(*)
        from becomes as told
        cross join lateral (
            values ('rejection', left(told.reason, 100)), ('rejecting', left(split_part(told.url, '/', 3), 255))
        ) as fact (what, name)
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set stored = known.stored + excluded.stored;
    end if;
    return null;
end
$$;
create trigger rejection_is_tallied after insert on rejection
referencing new table as becomes for each statement execute function tally_rejections();
create trigger rejection_is_tallied_anew after update on rejection
referencing old table as was new table as becomes for each statement execute function tally_rejections();
create trigger rejection_is_tallied_no_more after delete on rejection
referencing old table as was for each statement execute function tally_rejections();

-- A cut is an event: each time that a rule cuts a line of a page that is read.
create function tally_cuts() returns trigger
language plpgsql as $$
begin
    insert into tally as known (what, day, outlet, name, writer, stored)
    select
        'cut', (now() at time zone 'Asia/Jakarta')::date, page.outlet, left(told.rule, 200), pg_backend_pid(),
        sum(told.cuts)
    from (select page_id, rule, count(*) as cuts from becomes group by page_id, rule) as told
    inner join page on page.id = told.page_id
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict (what, day, outlet, name, writer) do update set stored = known.stored + excluded.stored;
    return null;
end
$$;
create trigger removed_is_tallied after insert on removed
referencing new table as becomes for each statement execute function tally_cuts();

create function tally_links() returns trigger
language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        insert into link_tally as known (kind, writer, links, resolved)
        select kind, pg_backend_pid(), -count(*), -count(target_id) from was group by kind order by kind
        on conflict (kind, writer) do update set
            links = known.links + excluded.links, resolved = known.resolved + excluded.resolved;
    end if;
    if tg_op <> 'DELETE' then
        insert into link_tally as known (kind, writer, links, resolved)
        select kind, pg_backend_pid(), count(*), count(target_id) from becomes group by kind order by kind
        on conflict (kind, writer) do update set
            links = known.links + excluded.links, resolved = known.resolved + excluded.resolved;
    end if;
    return null;
end
$$;
create trigger link_is_tallied after insert on link
referencing new table as becomes for each statement execute function tally_links();
create trigger link_is_tallied_anew after update on link
referencing old table as was new table as becomes for each statement execute function tally_links();
create trigger link_is_tallied_no_more after delete on link
referencing old table as was for each statement execute function tally_links();

-- Counts anew what can be counted; edits and cuts are events, and stay. Nobody writes meanwhile.
create function recount_tallies() returns void
language plpgsql as $$
begin
    lock table article, rejection, link in share row exclusive mode;
    delete from tally where what not in ('edit', 'cut');
    delete from link_tally;
    insert into tally (what, day, outlet, name, writer, stored, published, filled)
    select fact.what, fact.day, story.outlet, fact.name, 0, sum(fact.stored), sum(fact.published), sum(fact.filled)
    from article as story cross join lateral facts_of(story) as fact
    group by 1, 2, 3, 4;
    insert into tally (what, day, outlet, name, writer, stored)
    select fact.what, (told.rejected_at at time zone 'Asia/Jakarta')::date, told.outlet, fact.name, 0, count(*)
    from rejection as told
    cross join lateral (
        values ('rejection', left(told.reason, 100)), ('rejecting', left(split_part(told.url, '/', 3), 255))
    ) as fact (what, name)
    group by 1, 2, 3, 4;
    insert into link_tally (kind, writer, links, resolved)
    select kind, 0, count(*), count(target_id) from link group by kind;
end
$$;

-- What is there already.
select recount_tallies();
insert into tally (what, day, outlet, name, writer, stored)
select 'edit', (revision.until at time zone 'Asia/Jakarta')::date, article.outlet, '', 0, count(*)
from revision inner join article on article.page_id = revision.page_id
group by 1, 2, 3, 4;
insert into tally (what, day, outlet, name, writer, stored)
select
    'cut', (article.stored_at at time zone 'Asia/Jakarta')::date, article.outlet, left(removed.rule, 200), 0, count(*)
from removed inner join article on article.page_id = removed.page_id
group by 1, 2, 3, 4;

-- How often each host answered how, and how soon: a process adds to its own rows with each sign of life.
create table fetched (
    run bigint not null references run (id) on delete cascade,
    worker bigint not null references worker (id) on delete cascade,
    outlet text not null,
    host text not null,
    -- 0: no answer.
    status integer not null,
    -- Of the milliseconds from the request to the first of the answer (bucket_of); -1: not measured.
    bucket integer not null,
    fetches bigint not null,
    bytes bigint not null,
    primary key (run, host, status, bucket, outlet, worker)
);
create index fetched_by_worker on fetched (worker);

-- How the stories of a day and host stood when a run ended that may have changed it.
create table account (
    day date not null,
    host text not null,
    outlet text not null,
    advertised integer not null,
    fetched integer not null,
    stored integer not null,
    gone integer not null,
    rejected integer not null,
    failed integer not null,
    unasked integer not null,
    left_out integer not null,
    due integer not null,
    linked integer not null,
    linked_stored integer not null,
    counted_at timestamptz not null default now(),
    primary key (day, host)
);

-- What a run found when it looked for drift, as scrapy suspects does: see run.looked_at.
create table finding (
    run bigint not null references run (id) on delete cascade,
    kind text not null,
    place integer not null,
    found jsonb not null,
    primary key (run, kind, place),
    -- A finding is a line that should be cut, a rule that no longer matches, or a form of rejected pages.
    constraint finding_kind_is_known check (kind in ('suspect', 'dead_rule', 'form'))
);
alter table run add column looked_at timestamptz;
create index run_has_looked on run (id) where looked_at is not null;

-- The stories that those of a run lead to most.
create table top_target (
    run bigint not null references run (id) on delete cascade,
    place integer not null,
    page_id bigint not null references page (id) on delete cascade,
    links integer not null,
    hosts integer not null,
    primary key (run, place)
);
create index top_target_by_page on top_target (page_id);

-- What the links of a run's stories make of a graph.
create table link_graph (
    run bigint primary key references run (id) on delete cascade,
    stories integer not null,
    links integer not null,
    resolved integer not null,
    leading_to_stored integer not null,
    out_median double precision not null,
    out_most integer not null,
    targets integer not null,
    in_median double precision not null,
    in_p90 double precision not null,
    in_most integer not null
);

-- How large each table was when a run ended, with its indexes.
create table size (
    run bigint not null references run (id) on delete cascade,
    relation text not null,
    bytes bigint not null,
    rows bigint not null,
    primary key (run, relation)
);

create schema ops;
comment on schema ops is 'What dashboards read: views whose columns stay. Texts are as the pages had them: whoever shows them escapes them.';

create view ops.runs as
select
    run.id as run, run.spider, run.arguments, run.version, run.started_at, run.finished_at,
    extract(
        epoch from coalesce(run.finished_at, greatest(run.started_at, hands.seen_at)) - run.started_at
    )::double precision as seconds,
    run.verdict, run.reasons, run.finish_reason,
    not (run.arguments ?| array['url', 'since', 'limit']) as whole,
    hands.processes, hands.seen_at,
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
    coalesce(counted.in_hand, 0)::bigint as never_came_back,
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
from run
cross join lateral (
    select count(*) as processes, max(worker.seen_at) as seen_at from worker where worker.run = run.id
) as hands
cross join lateral jsonb_to_record(run.counters) as counted (
    asked numeric, pages_settled numeric, articles_new numeric, articles_changed numeric, articles_unchanged numeric,
    articles_incomplete numeric, articles_gone numeric, rejections numeric, links numeric, removed numeric,
    items_refused numeric, unwritten numeric, in_hand numeric, "log_count/ERROR" numeric,
    "downloader/response_count" numeric, "downloader/exception_count" numeric, "downloader/response_bytes" numeric,
    "render/pages" numeric, "render/failed" numeric, hosts_paused numeric, batches numeric, write_seconds numeric
);
comment on view ops.runs is 'One row a crawl. Those with arguments such as url, since or limit are no nightly crawls: they are not whole. While a run goes on its counts are 0: they are written at its end.';
comment on column ops.runs.run is 'The number of the run.';
comment on column ops.runs.spider is 'The spider, which has the name of its outlet.';
comment on column ops.runs.arguments is 'What it was called with (-a), as JSON.';
comment on column ops.runs.version is 'The version of newsspider.';
comment on column ops.runs.started_at is 'When it began.';
comment on column ops.runs.finished_at is 'When its books were closed; null while it goes on.';
comment on column ops.runs.seconds is 'How long it took; of one that goes on, up to its last sign of life.';
comment on column ops.runs.verdict is 'ok, degraded, failed or lost; null while it goes on.';
comment on column ops.runs.reasons is 'Why it is not ok, each a sentence.';
comment on column ops.runs.finish_reason is 'Why it ended: finished, or what cut it short.';
comment on column ops.runs.whole is 'Whether it is a nightly crawl: not of addresses given by hand, of past days, or with a limit.';
comment on column ops.runs.processes is 'How many processes worked on it.';
comment on column ops.runs.seen_at is 'The last sign of life of any of them.';
comment on column ops.runs.asked is 'Pages drawn from the frontier.';
comment on column ops.runs.pages is 'Pages of which it is written what came of them.';
comment on column ops.runs.stories_new is 'Stories stored for the first time.';
comment on column ops.runs.stories_changed is 'Stories stored again, for they had been edited.';
comment on column ops.runs.stories_unchanged is 'Stories read again that were as before.';
comment on column ops.runs.stories_incomplete is 'Stories of which pages are missing.';
comment on column ops.runs.stories_gone is 'Stories that were taken down since.';
comment on column ops.runs.rejections is 'Pages that are no story, or did not come.';
comment on column ops.runs.links is 'Links stored.';
comment on column ops.runs.cuts is 'Lines cut from stories and stored as such.';
comment on column ops.runs.items_refused is 'Items that the database refused, kept as rejections.';
comment on column ops.runs.unwritten is 'Pages read but not stored; they stay due.';
comment on column ops.runs.never_came_back is 'Pages asked for of which nothing was heard; they stay due.';
comment on column ops.runs.log_errors is 'Errors in the log.';
comment on column ops.runs.responses is 'Answers of all kinds, from hosts and for robots.txt.';
comment on column ops.runs.no_answers is 'Requests that got none.';
comment on column ops.runs.bytes is 'Bytes of the answers, as they came (packed).';
comment on column ops.runs.rendered is 'Pages shown in a browser.';
comment on column ops.runs.render_failed is 'Pages that a browser was to show and could not.';
comment on column ops.runs.host_pauses is 'Times that a host asked to be left alone.';
comment on column ops.runs.batches is 'Transactions in which all this was stored.';
comment on column ops.runs.write_seconds is 'Seconds that these took.';
comment on column ops.runs.looked_at is 'When it looked for drift (see ops.suspects); null if it did not.';

create view ops.days as
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
comment on column ops.days.edited is 'Times that a stored story was found edited that day.';
comment on column ops.days.gone is 'Stories found taken down that day and not there again since.';
comment on column ops.days.incomplete is 'Of the stories stored that day, those of which pages are missing still.';
comment on column ops.days.rejected is 'Pages rejected for the last time so far that day.';

create view ops.host_days as
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

create view ops.section_days as
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

create view ops.hours as
select
    (day + make_interval(hours => name::integer)) at time zone 'Asia/Jakarta' as hour, day, outlet,
    sum(published)::bigint as published, sum(stored)::bigint as stored
from tally
where what = 'hour'
group by day, outlet, name
having sum(published) <> 0 or sum(stored) <> 0;
comment on view ops.hours is 'One row an hour and outlet with any story.';
comment on column ops.hours.hour is 'When the hour begins.';
comment on column ops.hours.day is 'Its day in Asia/Jakarta; a filter on it is the quick one.';
comment on column ops.hours.outlet is 'The outlet.';
comment on column ops.hours.published is 'Stories that appeared in this hour and are stored.';
comment on column ops.hours.stored is 'Stories that were stored for the first time in this hour.';

create view ops.freshness as
select
    day, outlet, max(total)::bigint as stories,
    middle_of(min(bucket) filter (where upto >= 0.5 * total)) / 60 as p50_minutes,
    middle_of(min(bucket) filter (where upto >= 0.9 * total)) / 60 as p90_minutes,
    middle_of(min(bucket) filter (where upto >= 0.99 * total)) / 60 as p99_minutes
from (
    select
        day, outlet, bucket,
        sum(stories) over (partition by day, outlet) as total,
        sum(stories) over (partition by day, outlet order by bucket) as upto
    from (
        select day, outlet, name::integer as bucket, sum(stored)::double precision as stories
        from tally
        where what = 'freshness'
        group by day, outlet, name
    ) as counted
    where stories > 0
) as added
group by day, outlet;
comment on view ops.freshness is 'How long stories took from their publication to our storage: one row a day of storage and outlet. Stories that were older than two days are no news and left out. The minutes are right to a tenth.';
comment on column ops.freshness.day is 'The day they were stored, in Asia/Jakarta.';
comment on column ops.freshness.outlet is 'The outlet.';
comment on column ops.freshness.stories is 'How many stories that is of.';
comment on column ops.freshness.p50_minutes is 'Half of them were stored within so many minutes.';
comment on column ops.freshness.p90_minutes is 'Nine of ten were.';
comment on column ops.freshness.p99_minutes is 'Ninety-nine of a hundred were.';

create view ops.fill_rates as
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

create view ops.layouts as
select day, outlet, name as layout, sum(stored)::bigint as stored, sum(published)::bigint as published
from tally
where what = 'layout'
group by day, outlet, name
having sum(published) <> 0 or sum(stored) <> 0;
comment on view ops.layouts is 'By which layout stories were read: one row a day, outlet and layout.';
comment on column ops.layouts.day is 'The day in Asia/Jakarta.';
comment on column ops.layouts.outlet is 'The outlet.';
comment on column ops.layouts.layout is 'The layout that read the page last.';
comment on column ops.layouts.stored is 'Stories that were stored for the first time that day.';
comment on column ops.layouts.published is 'Stories that appeared that day and are stored.';

create view ops.rejections as
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

create view ops.links as
select
    kind, sum(links)::bigint as links, sum(resolved)::bigint as resolved,
    sum(resolved)::double precision / nullif(sum(links), 0)::double precision as share
from link_tally
group by kind;
comment on view ops.links is 'All links stored, one row a kind.';
comment on column ops.links.kind is 'The region of the page they stand in.';
comment on column ops.links.links is 'How many there are.';
comment on column ops.links.resolved is 'How many of them lead to a page that we know.';
comment on column ops.links.share is 'The same as a share, 0 to 1.';

create view ops.link_graph as
select
    link_graph.run, run.spider, run.started_at, link_graph.stories, link_graph.links, link_graph.resolved,
    link_graph.leading_to_stored, link_graph.out_median, link_graph.out_most, link_graph.targets,
    link_graph.in_median, link_graph.in_p90, link_graph.in_most
from link_graph
inner join run on run.id = link_graph.run;
comment on view ops.link_graph is 'What the links of a run''s new stories make of a graph: one row a run. Of a large run its last 20,000 stories count.';
comment on column ops.link_graph.run is 'The run.';
comment on column ops.link_graph.spider is 'Its spider.';
comment on column ops.link_graph.started_at is 'When it began.';
comment on column ops.link_graph.stories is 'New stories that have links.';
comment on column ops.link_graph.links is 'Their links.';
comment on column ops.link_graph.resolved is 'Of these, those that lead to a page that we know.';
comment on column ops.link_graph.leading_to_stored is 'Of these, those that lead to a story that was stored at the run''s end.';
comment on column ops.link_graph.out_median is 'Links of a story, the median.';
comment on column ops.link_graph.out_most is 'Links of the story that has most.';
comment on column ops.link_graph.targets is 'Pages they lead to.';
comment on column ops.link_graph.in_median is 'Stories that lead to one such page, the median.';
comment on column ops.link_graph.in_p90 is 'Nine of ten such pages have at most so many.';
comment on column ops.link_graph.in_most is 'Stories that lead to the page with most.';

create view ops.top_stories as
select
    top_target.run, run.spider, run.started_at, top_target.place, page.url, page.host, article.headline,
    article.published_at, article.page_id is not null as stored, top_target.links, top_target.hosts
from top_target
inner join run on run.id = top_target.run
inner join page on page.id = top_target.page_id
left join article on article.page_id = top_target.page_id;
comment on view ops.top_stories is 'The hundred pages that the new stories of a run lead to most; ask for one run.';
comment on column ops.top_stories.run is 'The run.';
comment on column ops.top_stories.spider is 'Its spider.';
comment on column ops.top_stories.started_at is 'When it began.';
comment on column ops.top_stories.place is 'The rank, from 1.';
comment on column ops.top_stories.url is 'The page''s address.';
comment on column ops.top_stories.host is 'Its host.';
comment on column ops.top_stories.headline is 'Its headline; null if it is not stored.';
comment on column ops.top_stories.published_at is 'When it appeared, as it says.';
comment on column ops.top_stories.stored is 'Whether it is stored as a story.';
comment on column ops.top_stories.links is 'New stories that lead to it.';
comment on column ops.top_stories.hosts is 'Hosts that these are of.';

create view ops.rule_days as
select day, outlet, name as rule, sum(stored)::bigint as hits
from tally
where what = 'cut'
group by day, outlet, name;
comment on view ops.rule_days is 'Lines that a rule cut, one row a day, outlet and rule. A page that is read again counts again.';
comment on column ops.rule_days.day is 'The day in Asia/Jakarta.';
comment on column ops.rule_days.outlet is 'The outlet.';
comment on column ops.rule_days.rule is 'The rule''s name.';
comment on column ops.rule_days.hits is 'Lines it cut.';

create view ops.rules as
select
    cut.outlet, cut.name as rule, sum(cut.stored)::bigint as hits, min(cut.day) as first_hit, max(cut.day) as last_hit,
    exists (
        select from finding
        where finding.run = (select max(run.id) from run where run.looked_at is not null)
            and finding.kind = 'dead_rule'
            and finding.found ->> 'outlet' = cut.outlet
            and finding.found ->> 'rule' = cut.name
    ) as dead
from tally as cut
where cut.what = 'cut'
group by cut.outlet, cut.name;
comment on view ops.rules is 'The rules that cut lines from stories, one row an outlet and rule that ever did.';
comment on column ops.rules.outlet is 'The outlet.';
comment on column ops.rules.rule is 'The rule''s name.';
comment on column ops.rules.hits is 'Lines it cut in all.';
comment on column ops.rules.first_hit is 'The first day it cut one.';
comment on column ops.rules.last_hit is 'The last day it cut one.';
comment on column ops.rules.dead is 'Whether it should have cut lines of the newest stories and has not (see ops.dead_rules).';

create view ops.dead_rules as
select
    told.outlet, told.rule, told.stories, told.of_stories, told.expected, told.silent_for, told.last_seen,
    finding.run, run.looked_at
from finding
inner join run on run.id = finding.run
cross join lateral jsonb_to_record(finding.found) as told (
    outlet text, rule text, stories integer, of_stories integer, expected double precision, silent_for integer,
    last_seen timestamptz
)
where finding.kind = 'dead_rule'
    and finding.run = (select max(looked.id) from run as looked where looked.looked_at is not null);
comment on view ops.dead_rules is 'Rules that no longer match, as the last run that looked for them found them (scrapy suspects looks now).';
comment on column ops.dead_rules.outlet is 'The outlet.';
comment on column ops.dead_rules.rule is 'The rule''s name.';
comment on column ops.dead_rules.stories is 'Stories of a sample of the weeks before that it cut lines of.';
comment on column ops.dead_rules.of_stories is 'The size of that sample.';
comment on column ops.dead_rules.expected is 'In so many of the newest stories it should have.';
comment on column ops.dead_rules.silent_for is 'The newest stories of its hosts and layouts, in none of which it did.';
comment on column ops.dead_rules.last_seen is 'The last story that it cut a line of was stored then.';
comment on column ops.dead_rules.run is 'The run that looked.';
comment on column ops.dead_rules.looked_at is 'When it did.';

create view ops.suspects as
select
    finding.place, told.outlet, told.kind, told.text, told.stories, told.possible, told.share, told.authors,
    told.hosts, told.sections, told.topic, told.before, told.is_new, told.is_sure, told.first_seen,
    told.last_seen, told.examples,
    finding.run, run.looked_at
from finding
inner join run on run.id = finding.run
cross join lateral jsonb_to_record(finding.found) as told (
    outlet text, kind text, text text, stories integer, possible integer, share double precision, authors integer,
    hosts text[], sections text[], topic text, before integer, is_new boolean, is_sure boolean,
    first_seen timestamptz, last_seen timestamptz, examples text[]
)
where finding.kind = 'suspect'
    and finding.run = (select max(looked.id) from run as looked where looked.looked_at is not null);
comment on view ops.suspects is 'Lines that stand in the stories of many authors and should perhaps be cut, as the last run that looked for them found them in the stories of three days (scrapy suspects looks now, and proposes rules).';
comment on column ops.suspects.place is 'The rank, from 1: the strongest first.';
comment on column ops.suspects.outlet is 'The outlet.';
comment on column ops.suspects.kind is 'What is the same in all stories: the line, its frame, its beginning or its ending.';
comment on column ops.suspects.text is 'The newest of the lines.';
comment on column ops.suspects.stories is 'Stories it stands in.';
comment on column ops.suspects.possible is 'Stories of its hosts since it came.';
comment on column ops.suspects.share is 'The first as a share of the second, 0 to 1.';
comment on column ops.suspects.authors is 'Authors of these stories.';
comment on column ops.suspects.hosts is 'Their hosts.';
comment on column ops.suspects.sections is 'Their sections.';
comment on column ops.suspects.topic is 'The word that most of their headlines share, if most do: then it is one affair that is told.';
comment on column ops.suspects.before is 'Stories of a sample of the weeks before that have it too.';
comment on column ops.suspects.is_new is 'Whether the weeks before know nothing of it, and are long enough to say so.';
comment on column ops.suspects.is_sure is 'Whether a verdict may rest on it.';
comment on column ops.suspects.first_seen is 'The first story with it.';
comment on column ops.suspects.last_seen is 'The last story with it.';
comment on column ops.suspects.examples is 'Addresses of some of the stories.';
comment on column ops.suspects.run is 'The run that looked.';
comment on column ops.suspects.looked_at is 'When it did.';

create view ops.page_forms as
select
    finding.place, told.outlet, told.skeleton, told.pages, told.hosts, told.reasons, told.first_seen, told.last_seen,
    told.examples, finding.run, run.looked_at
from finding
inner join run on run.id = finding.run
cross join lateral jsonb_to_record(finding.found) as told (
    outlet text, skeleton text, pages integer, hosts text[], reasons text[], first_seen timestamptz,
    last_seen timestamptz, examples text[]
)
where finding.kind = 'form'
    and finding.run = (select max(looked.id) from run as looked where looked.looked_at is not null);
comment on view ops.page_forms is 'Rejected pages that are made alike, as the last run that looked for drift found them in the rejections of three days: a redesign shows here first.';
comment on column ops.page_forms.place is 'The rank, from 1: the most frequent first.';
comment on column ops.page_forms.outlet is 'The outlet.';
comment on column ops.page_forms.skeleton is 'The form''s name.';
comment on column ops.page_forms.pages is 'How many pages have it.';
comment on column ops.page_forms.hosts is 'Their hosts.';
comment on column ops.page_forms.reasons is 'Why they were rejected.';
comment on column ops.page_forms.first_seen is 'Since when one of them answers so.';
comment on column ops.page_forms.last_seen is 'The last rejection.';
comment on column ops.page_forms.examples is 'Some of their addresses.';
comment on column ops.page_forms.run is 'The run that looked.';
comment on column ops.page_forms.looked_at is 'When it did.';

create view ops.completeness as
select
    day, outlet, host, advertised, stored, gone,
    advertised - stored - gone as missing,
    rejected, failed, unasked, left_out, due, fetched, linked, linked_stored,
    (stored + gone)::double precision / nullif(advertised, 0) as share,
    counted_at
from account;
comment on view ops.completeness is 'How the stories of a day stand, one row a day and host that named any. It is counted at the end of each run, for the ten days before and the days of a backfill.';
comment on column ops.completeness.day is 'The day of the stories in Asia/Jakarta.';
comment on column ops.completeness.outlet is 'The outlet.';
comment on column ops.completeness.host is 'The host whose lists named them.';
comment on column ops.completeness.advertised is 'Stories that lists of the host named.';
comment on column ops.completeness.stored is 'Of these, those that are stored.';
comment on column ops.completeness.gone is 'Of these, those that were taken down.';
comment on column ops.completeness.missing is 'Of these, those that are neither: the next four together.';
comment on column ops.completeness.rejected is 'A page came that is no story.';
comment on column ops.completeness.failed is 'No page came.';
comment on column ops.completeness.unasked is 'Not asked for yet.';
comment on column ops.completeness.left_out is 'Left out by the run''s arguments.';
comment on column ops.completeness.due is 'Of the missing, those that will be asked for (again).';
comment on column ops.completeness.fetched is 'Of the advertised, those of which the host sent anything.';
comment on column ops.completeness.linked is 'Stories that no list named, only links of other stories.';
comment on column ops.completeness.linked_stored is 'Of these, those that are stored.';
comment on column ops.completeness.share is 'Stored or gone, as a share of the advertised, 0 to 1.';
comment on column ops.completeness.counted_at is 'When this was counted.';

create view ops.missing_stories as
select day, host, url, state, reason, status, tries, due_at
from story_standing
where advertised and state not in ('stored', 'gone');
comment on view ops.missing_stories is 'The missing stories of a day, each with what is known of it, as of now. Ask for one day or a few.';
comment on column ops.missing_stories.day is 'The day of the story in Asia/Jakarta.';
comment on column ops.missing_stories.host is 'The host whose list named it.';
comment on column ops.missing_stories.url is 'Its address.';
comment on column ops.missing_stories.state is 'rejected, failed, unasked or left_out, as in ops.completeness.';
comment on column ops.missing_stories.reason is 'Why, in one word.';
comment on column ops.missing_stories.status is 'The HTTP status of the last visit; 0 for no answer.';
comment on column ops.missing_stories.tries is 'Visits that failed alike so far.';
comment on column ops.missing_stories.due_at is 'When it will be asked for again; null: never.';

create view ops.last_night as
select
    newest.spider as outlet, newest.run, newest.started_at, newest.finished_at, newest.seconds, newest.verdict,
    newest.reasons, newest.pages, newest.stories_new, newest.stories_changed, newest.stories_gone, newest.rejections,
    good.finished_at as last_good_at,
    yesterday.day, coalesce(told.advertised, 0)::bigint as advertised, coalesce(told.stored, 0)::bigint as stored,
    coalesce(told.gone, 0)::bigint as gone,
    coalesce(told.advertised - told.stored - told.gone, 0)::bigint as missing, coalesce(told.due, 0)::bigint as due
from (select distinct spider from run) as known
cross join lateral (
    select * from ops.runs
    where runs.spider = known.spider and runs.whole
    order by runs.started_at desc, runs.run desc
    limit 1
) as newest
left join lateral (
    select run.finished_at from run
    where run.spider = known.spider
        and not (run.arguments ?| array['url', 'since', 'limit'])
        and run.verdict in ('ok', 'degraded')
    order by run.started_at desc
    limit 1
) as good on true
cross join (select (now() at time zone 'Asia/Jakarta')::date - 1 as day) as yesterday
left join lateral (
    select
        sum(account.advertised) as advertised, sum(account.stored) as stored, sum(account.gone) as gone,
        sum(account.due) as due
    from account
    where account.day = yesterday.day and account.outlet = known.spider
) as told on true;
comment on view ops.last_night is 'The newest nightly crawl of each outlet, and how the stories of yesterday stand.';
comment on column ops.last_night.outlet is 'The outlet.';
comment on column ops.last_night.run is 'Its newest nightly crawl.';
comment on column ops.last_night.started_at is 'When it began.';
comment on column ops.last_night.finished_at is 'When it ended; null while it goes on.';
comment on column ops.last_night.seconds is 'How long it took.';
comment on column ops.last_night.verdict is 'ok, degraded, failed or lost; null while it goes on.';
comment on column ops.last_night.reasons is 'Why it is not ok, each a sentence.';
comment on column ops.last_night.pages is 'Pages of which it is written what came of them.';
comment on column ops.last_night.stories_new is 'Stories it stored for the first time.';
comment on column ops.last_night.stories_changed is 'Stories it found edited.';
comment on column ops.last_night.stories_gone is 'Stories it found taken down.';
comment on column ops.last_night.rejections is 'Pages that are no story, or did not come.';
comment on column ops.last_night.last_good_at is 'When the last nightly crawl ended that was ok or degraded.';
comment on column ops.last_night.day is 'Yesterday in Asia/Jakarta: the day of the stories that follow.';
comment on column ops.last_night.advertised is 'Stories that lists named.';
comment on column ops.last_night.stored is 'Of these, those that were stored at the last run''s end.';
comment on column ops.last_night.gone is 'Of these, those that were taken down.';
comment on column ops.last_night.missing is 'Of these, those that are neither.';
comment on column ops.last_night.due is 'Of the missing, those that will be asked for (again).';

create view ops.frontier as
select
    outlet, host,
    count(*) filter (where fresh and due_at <= now()) as new_due,
    count(*) filter (where fresh and due_at > now()) as new_later,
    count(*) filter (where not fresh and due_at <= now()) as again_due,
    count(*) filter (where not fresh and due_at > now()) as again_later,
    min(due_at) filter (where due_at <= now()) as oldest_due_at,
    extract(epoch from now() - min(due_at) filter (where due_at <= now()))::double precision as oldest_seconds,
    min(due_at) filter (where due_at > now()) as next_due_at
from (
    select outlet, host, due_at, true as fresh from page where due_at is not null and priority < 1000
    union all
    select outlet, host, due_at, false from page where due_at is not null and priority >= 1000
) as waiting
group by outlet, host;
comment on view ops.frontier is 'The pages that wait to be asked for, one row a host with any.';
comment on column ops.frontier.outlet is 'The outlet.';
comment on column ops.frontier.host is 'The host.';
comment on column ops.frontier.new_due is 'Pages that were never read, due now.';
comment on column ops.frontier.new_later is 'Pages that were never read, due later: tried again after a failure.';
comment on column ops.frontier.again_due is 'Second visits, due now.';
comment on column ops.frontier.again_later is 'Second visits, due later.';
comment on column ops.frontier.oldest_due_at is 'Since when the oldest of those due waits.';
comment on column ops.frontier.oldest_seconds is 'The same in seconds: its age.';
comment on column ops.frontier.next_due_at is 'When the next one falls due.';

-- Run by run: a join would read all runs to answer for a month of them.
create view ops.fetches as
select run.id as run, run.spider, run.started_at, told.outlet, told.host, told.status, told.fetches, told.bytes
from run
cross join lateral (
    select outlet, host, status, sum(fetches)::bigint as fetches, sum(bytes)::bigint as bytes
    from fetched
    where fetched.run = run.id
    group by outlet, host, status
) as told;
comment on view ops.fetches is 'Requests by the status of their answer: one row a run, host and status. It is written with each sign of life; a process that is killed loses its last few seconds of it.';
comment on column ops.fetches.run is 'The run.';
comment on column ops.fetches.spider is 'Its spider.';
comment on column ops.fetches.started_at is 'When the run began.';
comment on column ops.fetches.outlet is 'The outlet.';
comment on column ops.fetches.host is 'The host that was asked.';
comment on column ops.fetches.status is 'The HTTP status; 0: no answer.';
comment on column ops.fetches.fetches is 'Requests.';
comment on column ops.fetches.bytes is 'Bytes of the answers'' bodies as they came (packed).';

create view ops.latencies as
select
    run.id as run, run.spider, run.started_at, told.outlet, told.host, told.fetches, told.p50_ms, told.p90_ms, told.p99_ms
from run
cross join lateral (
    select
        outlet, host, max(total)::bigint as fetches,
        middle_of(min(bucket) filter (where upto >= 0.5 * total)) as p50_ms,
        middle_of(min(bucket) filter (where upto >= 0.9 * total)) as p90_ms,
        middle_of(min(bucket) filter (where upto >= 0.99 * total)) as p99_ms
    from (
        select
            outlet, host, bucket,
            sum(fetches) over (partition by outlet, host) as total,
            sum(fetches) over (partition by outlet, host order by bucket) as upto
        from (
            select outlet, host, bucket, sum(fetches)::double precision as fetches
            from fetched
            where fetched.run = run.id and fetched.bucket >= 0
            group by outlet, host, bucket
        ) as counted
    ) as added
    group by outlet, host
) as told;
comment on view ops.latencies is 'How soon hosts answer: from the request''s sending to the first of the answer, one row a run and host. The milliseconds are right to a tenth.';
comment on column ops.latencies.run is 'The run.';
comment on column ops.latencies.spider is 'Its spider.';
comment on column ops.latencies.started_at is 'When the run began.';
comment on column ops.latencies.outlet is 'The outlet.';
comment on column ops.latencies.host is 'The host.';
comment on column ops.latencies.fetches is 'Answers that were timed.';
comment on column ops.latencies.p50_ms is 'Half of them came within so many milliseconds.';
comment on column ops.latencies.p90_ms is 'Nine of ten did.';
comment on column ops.latencies.p99_ms is 'Ninety-nine of a hundred did.';

create view ops.storage as
select size.run, run.finished_at as at, size.relation, size.bytes, size.rows
from size
inner join run on run.id = size.run;
comment on view ops.storage is 'How large the tables were at the end of each run: one row a run and table, and one for the whole database.';
comment on column ops.storage.run is 'The run.';
comment on column ops.storage.at is 'When it ended.';
comment on column ops.storage.relation is 'The table; "database" is the whole of it.';
comment on column ops.storage.bytes is 'Its size on disk, with its indexes and long values.';
comment on column ops.storage.rows is 'Its rows, as the server estimates them; 0 for the database.';

create view ops.schedules as
select
    schedule.name as schedule, schedule.spider, schedule.arguments, schedule.cron, schedule.timezone, schedule.since,
    schedule.next_slot, schedule.told_at,
    coalesce(schedule.next_slot < now() - interval '5 minutes', false) as overdue,
    newest.slot as last_slot, newest.state as last_state, newest.reason as last_reason, newest.run as last_run,
    newest.ended_at as last_ended_at
from schedule
left join lateral (
    select * from fire where fire.schedule = schedule.name order by fire.slot desc limit 1
) as newest on true;
comment on view ops.schedules is 'What is to be crawled when, one row a schedule, with its newest fire.';
comment on column ops.schedules.schedule is 'Its name.';
comment on column ops.schedules.spider is 'What it crawls.';
comment on column ops.schedules.arguments is 'With which arguments, as JSON.';
comment on column ops.schedules.cron is 'When it is due, as a line of cron.';
comment on column ops.schedules.timezone is 'By whose clock.';
comment on column ops.schedules.since is 'Declared so since.';
comment on column ops.schedules.next_slot is 'When it falls due next.';
comment on column ops.schedules.told_at is 'When a scheduler last said so.';
comment on column ops.schedules.overdue is 'Whether that is past by five minutes: no scheduler is at work.';
comment on column ops.schedules.last_slot is 'The newest time that it was due.';
comment on column ops.schedules.last_state is 'What became of it (see ops.fires).';
comment on column ops.schedules.last_reason is 'What a person should know of that.';
comment on column ops.schedules.last_run is 'The run it began.';
comment on column ops.schedules.last_ended_at is 'When that ended.';

create view ops.fires as
select
    fire.id as fire, fire.schedule, fire.slot, fire.spider, fire.arguments, fire.state, fire.reason, fire.noticed_at,
    fire.started_at, fire.ended_at,
    extract(epoch from coalesce(fire.ended_at, now()) - fire.started_at)::double precision as seconds,
    fire.attempt, fire.again_at, fire.missed_before, fire.exit_code, fire.run, fire.log
from fire;
comment on view ops.fires is 'Each time that a schedule was due, and what was done about it.';
comment on column ops.fires.fire is 'Its number.';
comment on column ops.fires.schedule is 'The schedule.';
comment on column ops.fires.slot is 'When it was due.';
comment on column ops.fires.spider is 'What was crawled.';
comment on column ops.fires.arguments is 'With which arguments, as JSON.';
comment on column ops.fires.state is 'running, ok, degraded, failed, lost, skipped or missed.';
comment on column ops.fires.reason is 'What a person should know of how it ended.';
comment on column ops.fires.noticed_at is 'When a scheduler came to it.';
comment on column ops.fires.started_at is 'When its crawl began; null if none did.';
comment on column ops.fires.ended_at is 'When it ended.';
comment on column ops.fires.seconds is 'How long its crawl took, or takes so far.';
comment on column ops.fires.attempt is 'Which attempt this is, from 1.';
comment on column ops.fires.again_at is 'When it is tried again, if it is.';
comment on column ops.fires.missed_before is 'So many times before it passed without a fire.';
comment on column ops.fires.exit_code is 'The exit code of its crawl; null if nobody saw it.';
comment on column ops.fires.run is 'The run it began.';
comment on column ops.fires.log is 'Where its log is, below the data folder.';

create view ops.alerts as
select
    id as alert, spider, arguments, kind, cause, reason, since, last_seen, run, cleared_at is null as open,
    told_at is not null as told, cleared_at, cleared_by
from alert;
comment on view ops.alerts is 'What operators are told, one row for each time that a cause was open.';
comment on column ops.alerts.alert is 'Its number.';
comment on column ops.alerts.spider is 'The spider it is about.';
comment on column ops.alerts.arguments is 'The arguments of its crawl, as JSON.';
comment on column ops.alerts.kind is 'failed, degraded, lost or late.';
comment on column ops.alerts.cause is 'The reason without its numbers: what makes it the same on the next night.';
comment on column ops.alerts.reason is 'The reason as the newest run words it.';
comment on column ops.alerts.since is 'Open since.';
comment on column ops.alerts.last_seen is 'The last run that showed it ended then.';
comment on column ops.alerts.run is 'That run.';
comment on column ops.alerts.open is 'Whether it is open.';
comment on column ops.alerts.told is 'Whether all receivers know of it.';
comment on column ops.alerts.cleared_at is 'When it was over.';
comment on column ops.alerts.cleared_by is 'The run that showed that.';

create view ops.measures as
select measure.run, run.spider, run.started_at, measure.name, measure.value, measure.sample
from measure
inner join run on run.id = measure.run;
comment on view ops.measures is 'What each run measured of itself, and is compared with: one row a run and measure.';
comment on column ops.measures.run is 'The run.';
comment on column ops.measures.spider is 'Its spider.';
comment on column ops.measures.started_at is 'When it began.';
comment on column ops.measures.name is 'The measure, such as fill/authors, layout/desktop, links/related or cuts/baca_juga.';
comment on column ops.measures.value is 'A share, a mean or a count.';
comment on column ops.measures.sample is 'Of so many things.';

create view ops.stories as
select
    page_id as story, outlet, split_part(url, '/', 3) as host, url, headline, section, authors, editors, layout,
    published_at, modified_at, stored_at, changed_at, gone_at, incomplete, premium, page_count as pages,
    stored_by as run
from article;
comment on view ops.stories is 'The stories themselves, one row each, without their texts. Filter by published_at or changed_at, which have an index, or by story.';
comment on column ops.stories.story is 'Its number: page_id in the other tables.';
comment on column ops.stories.outlet is 'The outlet.';
comment on column ops.stories.host is 'The host in its address.';
comment on column ops.stories.url is 'Its address.';
comment on column ops.stories.headline is 'Its headline.';
comment on column ops.stories.section is 'Its section, as the page names it.';
comment on column ops.stories.authors is 'Its authors.';
comment on column ops.stories.editors is 'Its editors.';
comment on column ops.stories.layout is 'The layout that read it last.';
comment on column ops.stories.published_at is 'When it appeared, as it says.';
comment on column ops.stories.modified_at is 'When it was edited last, as it says.';
comment on column ops.stories.stored_at is 'When it was stored for the first time.';
comment on column ops.stories.changed_at is 'When it was stored last.';
comment on column ops.stories.gone_at is 'When it was found taken down; null if it is there.';
comment on column ops.stories.incomplete is 'Whether pages of it are missing.';
comment on column ops.stories.premium is 'Whether it is for subscribers only.';
comment on column ops.stories.pages is 'How many pages it has.';
comment on column ops.stories.run is 'The run that stored it for the first time.';
