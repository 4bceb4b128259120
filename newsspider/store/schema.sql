-- The schema of newsspider, for people: every table, with a sentence for each column, constraint and index.
--
-- Nothing reads this file but you and tests/store/test_schema.py. The test compares it with what the migrations make
-- (migrations/), and its sentences with the comments in the database (comments/). Functions and triggers are in
-- functions/, views in views/: one file each, made again whenever it changes. After a migration, change this file too.
--
-- States of a page (table page):
--   new       due_at is set, outcome is null       a link or a list named it; nobody has fetched it yet
--   due       due_at <= now()                      the feeder may hand it to the worker that leases its host
--   waiting   due_at > now()                       a retry with backoff, or the next revisit
--   at rest   due_at is null, outcome is set       an old story, a finished list, a page whose retries are used up
--   Every visit writes outcome, and sets or clears due_at, in the transaction that stores what the page gave.
--   A list that names a page at rest makes it due again. A page whose address shows another story becomes an alias.
--
-- States of a run (table run):
--   running   finished_at is null                  at least one worker sends heartbeats
--   closed    verdict ok, degraded or failed       the last worker merged the reports and judged the run
--   lost      verdict lost                         all workers died; the scheduler or the next crawl closed the run
--   running -> closed, running -> lost; both are final. evaluated for alerts: evaluated_at is set, once, afterwards.
--
-- States of a lease (tables host and worker):
--   free      worker is null, or that worker's leased_until <= now()
--   leased    that worker's leased_until > now()   only that worker may fetch pages of the host
--   free -> leased: a worker claims it. Each heartbeat extends it. leased -> free: released, or expired.
--   Whoever holds it, nobody fetches a page of the host before not_before.
--
-- States of a fire (table fire):
--   running -> ok, degraded, failed                as its crawl's verdict says
--   running -> lost                                nobody saw its crawl end
--   skipped, missed                                from the start: its slot passed without a crawl
--   failed or lost, with again_at: the next attempt sets it to running again.

create schema ops;
create schema data;

-- # Runs

-- Crawls: one row each, written before the first request. The verdict is written last.
create table run (
    -- Number of the run.
    id bigint generated always as identity primary key,
    -- Spider: the name of its outlet, or news for several.
    spider text not null,
    -- Arguments of the spider (-a), as a JSON object.
    arguments jsonb not null default '{}',
    -- Version of newsspider.
    version text not null,
    -- When it began.
    started_at timestamptz not null default now(),
    -- When it was closed; null while it runs.
    finished_at timestamptz,
    -- Why it ended: finished, or what cut it short.
    finish_reason text,
    -- ok, degraded, failed or lost; null while it runs.
    verdict text,
    -- Why the verdict is not ok: a JSON array of objects with code, subject, text and numbers.
    reasons jsonb not null default '[]',
    -- Sums of all workers' counters, as a JSON object.
    counters jsonb not null default '{}',
    -- Settings that were given for this run alone (-s), as a JSON object.
    settings jsonb not null default '{}',
    -- When the alerts evaluated the verdict; null until then.
    evaluated_at timestamptz,
    -- When the run looked for drift; null if it did not.
    looked_at timestamptz,
    -- Month in which it began, by which its counts of requests are kept; it never changes.
    month date not null default date_trunc('month', now() at time zone 'UTC')::date,
    -- A verdict is one of four words.
    constraint run_verdict_is_known check (verdict in ('ok', 'degraded', 'failed', 'lost')),
    -- A run that has ended has a verdict, and only such a run.
    constraint run_ends_with_a_verdict check ((verdict is null) = (finished_at is null))
);
-- Baselines read the last runs of a spider.
create index run_by_start on run (spider, started_at);
-- Alerts look for runs that they have not evaluated.
create index run_is_unevaluated on run (finished_at, id) where evaluated_at is null;
-- The views of drift read the last run that looked.
create index run_has_looked on run (id) where looked_at is not null;

-- Outlets of each run, one row each, written at its begin. The verdict is written last.
create table run_outlet (
    -- Run that crawls the outlet.
    run bigint not null references run (id) on delete cascade,
    -- Name of the outlet.
    outlet text not null,
    -- ok, degraded or failed; null while the run goes on, and of a lost run.
    verdict text,
    -- Why the verdict is not ok, as in run.reasons.
    reasons jsonb not null default '[]',
    -- Pages visited.
    pages integer not null default 0,
    -- Of these, pages that are no story and no list, or did not come.
    rejections integer not null default 0,
    -- Stories stored for the first time.
    stories_new integer not null default 0,
    -- Stories found edited.
    stories_changed integer not null default 0,
    primary key (run, outlet),
    -- A verdict on an outlet is one of three words.
    constraint run_outlet_verdict_is_known check (verdict in ('ok', 'degraded', 'failed'))
);
-- Baselines and reports read the last runs of an outlet.
create index run_outlet_by_outlet on run_outlet (outlet, run);

-- Measures of each run by outlet, which the baselines of later runs are made of.
create table measure (
    -- Run that measured.
    run bigint not null references run (id) on delete cascade,
    -- Name of the measure, such as fill/authors or layout/desktop.
    name text not null,
    -- A share, a mean or a count.
    value double precision not null,
    -- Number of things that were measured.
    sample integer not null,
    -- Outlet that was measured; empty for what is measured of a run of several as a whole.
    outlet text not null,
    primary key (run, outlet, name)
);

-- # Schedules

-- Schedules: one row each, as the leading scheduler read it from its file.
create table schedule (
    -- Name of the schedule.
    name text primary key,
    -- Spider that it runs.
    spider text not null,
    -- Cron line.
    cron text not null,
    -- Time zone of the cron line.
    timezone text not null,
    -- Arguments of the spider, as a JSON object.
    arguments jsonb not null default '{}',
    -- Declared with this cron line since then; earlier slots were not missed.
    since timestamptz not null default now(),
    -- Next slot. If it is past by minutes, no scheduler is at work.
    next_slot timestamptz,
    -- When a scheduler last declared it.
    declared_at timestamptz not null default now()
);

-- Fires: one row for each slot of a schedule, with what was done about it and how it ended.
create table fire (
    -- Number of the fire.
    id bigint generated always as identity primary key,
    -- Name of the schedule.
    schedule text not null,
    -- Time at which the schedule was due.
    slot timestamptz not null,
    -- Spider that was to run.
    spider text not null,
    -- Arguments of the spider, as a JSON object.
    arguments jsonb not null default '{}',
    -- running, ok, degraded, failed, lost, skipped or missed.
    state text not null,
    -- Explanation of the state for a person; empty if there is none.
    reason text not null default '',
    -- When a scheduler noticed the slot.
    noticed_at timestamptz not null default now(),
    -- Slots before it that passed without a fire and are not made up for.
    missed_before integer not null default 0,
    -- Number of the attempt, from 1.
    attempt integer not null default 1,
    -- When the next attempt begins; null: never.
    again_at timestamptz,
    -- Machine of the scheduler.
    machine text not null,
    -- Process of the crawl on that machine.
    process integer,
    -- Process of the scheduler that supervises it.
    supervisor integer not null,
    -- When the crawl began.
    started_at timestamptz,
    -- Deadline: then the crawl is asked to stop.
    stop_at timestamptz,
    -- Time between the deadline and the kill.
    stop_grace interval,
    -- When it ended.
    ended_at timestamptz,
    -- Exit code of the crawl; 128 and the number of the signal; null if nobody saw it end.
    exit_code integer,
    -- Run that it began.
    run bigint references run (id) on delete set null,
    -- Path of its log below the data folder.
    log text,
    -- A slot is fired once, however many schedulers, timers and people try.
    constraint fire_slot_is_unique unique (schedule, slot),
    -- A fire ends in one of six ways: with its crawl's verdict (three), lost, or without a crawl (two).
    constraint fire_state_is_known check (
        state in ('running', 'ok', 'degraded', 'failed', 'lost', 'skipped', 'missed')
    ),
    -- A fire that does not run has ended.
    constraint fire_runs_or_has_ended check ((state = 'running') = (ended_at is null)),
    -- A fire that runs has begun, and has a deadline.
    constraint fire_that_runs_has_a_limit check (
        state <> 'running' or (started_at is not null and stop_at is not null and stop_grace is not null)
    ),
    -- A fire that did not go well says why.
    constraint fire_that_failed_says_why check (reason <> '' or state in ('running', 'ok', 'degraded')),
    -- Only a failed or lost fire is tried again.
    constraint fire_tried_again_has_failed check (again_at is null or state in ('failed', 'lost')),
    -- The first attempt is number one.
    constraint fire_attempt_counts_from_one check (attempt >= 1)
);
-- One crawl of a schedule runs at a time.
create unique index fire_runs_alone on fire (schedule) where state = 'running';
-- The scheduler looks for fires to try again.
create index fire_is_tried_again on fire (again_at) where again_at is not null;
-- A deleted run is taken out of its fire.
create index fire_of_run on fire (run) where run is not null;

-- # Workers and hosts

-- Workers: the processes of a run. A worker without a heartbeat for the time of a lease is taken for dead.
create table worker (
    -- Number of the worker.
    id bigint generated always as identity primary key,
    -- Run that it works on.
    run bigint not null references run (id) on delete cascade,
    -- Machine that it runs on.
    machine text not null,
    -- Process on that machine.
    process integer not null,
    -- When it began.
    started_at timestamptz not null default now(),
    -- Last heartbeat.
    seen_at timestamptz not null default now(),
    -- When it ended; null while it works.
    ended_at timestamptz,
    -- Why it ended: finished, died, or what cut it short.
    finish_reason text,
    -- Counters as of the last heartbeat, as a JSON object.
    counters jsonb not null default '{}',
    -- Reasons that this worker reports, as in run.reasons.
    reasons jsonb not null default '[]',
    -- Reasons that degrade the run, such as a missing browser, as in run.reasons.
    flaws jsonb not null default '[]',
    -- Fire that started it; null if a person did.
    fire bigint references fire (id) on delete set null,
    -- End of its lease of the hosts that it has. Each heartbeat extends it.
    leased_until timestamptz not null default '-infinity',
    -- Number of these hosts, as of its last heartbeat, claim or release.
    hosts integer not null default 0
);
-- The workers of a run are counted with each heartbeat.
create index worker_of_run on worker (run);
-- Live workers are looked for by their last heartbeat.
create index worker_is_alive on worker (seen_at) where ended_at is null;
-- The supervisor looks for the workers of its fire.
create index worker_of_fire on worker (fire) where fire is not null;

-- Hosts, with the lease of each: one worker at a time fetches pages of a host.
create table host (
    -- Outlet of the host.
    outlet text not null,
    -- Host name.
    name text not null,
    -- Worker that leases the host, until its lease expires; null: the host is free.
    worker bigint references worker (id) on delete set null,
    -- No page of the host is fetched before: it throttled or refused us, or its pace asks for the pause.
    not_before timestamptz not null default '-infinity',
    -- Since when the host refuses us (401, 403, 451 or a wall); null if it lets us in.
    refused_at timestamptz,
    primary key (outlet, name)
);
-- A worker's hosts are listed with each heartbeat, and released together.
create index host_by_worker on host (worker) where worker is not null;

-- Pages of each host that a run has visited; beyond HOST_PAGES_LIMIT the rest waits for the next run.
create table host_visits (
    -- Run that visited.
    run bigint not null references run (id) on delete cascade,
    -- Outlet of the host.
    outlet text not null,
    -- Host name.
    host text not null,
    -- Number of pages.
    pages integer not null,
    primary key (run, outlet, host)
);

-- Outcomes of each host in a run, written by the batch that stores them. A host is judged by these.
create table host_outcome (
    -- Run that visited.
    run bigint not null references run (id) on delete cascade,
    -- Outlet of the host.
    outlet text not null,
    -- Host name.
    host text not null,
    -- What was read (story, list, empty, other), or KIND/FAILURE/REASON of what was not.
    what text not null,
    -- Number of pages.
    pages integer not null,
    primary key (run, outlet, host, what)
);

-- Responses of each host in a run by status and latency; a worker adds to its own rows with each heartbeat.
create table fetch_count (
    -- Run that fetched.
    run bigint not null references run (id) on delete cascade,
    -- Worker that fetched.
    worker bigint not null references worker (id) on delete cascade,
    -- Outlet of the host.
    outlet text not null,
    -- Host name.
    host text not null,
    -- HTTP status; 0: no answer.
    status integer not null,
    -- Histogram bucket (bucket_of) of the milliseconds from the request to the first byte; -1: not measured.
    bucket integer not null,
    -- Number of requests.
    fetches bigint not null,
    -- Bytes of the bodies as they came (compressed).
    bytes bigint not null,
    -- Month of the run.
    month date not null default date_trunc('month', now() at time zone 'UTC')::date,
    primary key (run, host, status, bucket, outlet, worker, month)
) partition by range (month);
-- A deleted worker takes its rows along.
create index fetch_count_by_worker on fetch_count (worker);

-- # Imports

-- Imports of WARC files that others have made, one row a file.
create table warc_import (
    -- Number of the import.
    id bigint generated always as identity primary key,
    -- Name of the file.
    file text not null,
    -- Its size; a file with the same name and another size is another one.
    bytes bigint not null,
    -- When it was begun.
    begun_at timestamptz not null default now(),
    -- When it was last seen to go on.
    seen_at timestamptz not null default now(),
    -- When the file was read to its end; null: it was not yet.
    ended_at timestamptz,
    -- Byte of the file at which the last record begins that is done; the import goes on there.
    read_to bigint not null default 0,
    -- What came of its pages, as JSON: counts by outcome.
    counts jsonb not null default '{}',
    -- A file is imported once.
    constraint warc_import_is_one_a_file unique (file, bytes)
);

-- # The frontier

-- Pages: one row for each address that we know, due or at rest.
create table page (
    -- Number of the page; a story has the number of its page.
    id bigint generated always as identity primary key,
    -- Outlet of the page.
    outlet text not null,
    -- Canonical address.
    url text not null,
    -- Host name in the address.
    host text not null,
    -- story, or listing of stories.
    kind text not null,
    -- Links between a seed and the page.
    depth integer not null,
    -- How it was found first: seed, given, sitemap, index, baca_juga and so on.
    found_how text not null,
    -- Page that it was found on first.
    found_on bigint references page (id) on delete set null,
    -- When it was found first.
    found_at timestamptz not null default now(),
    -- When the story appeared, as the list that named it says.
    published_at timestamptz,
    -- Day of a dated list, or of the dated list that named the story.
    listed_on date,
    -- Page whose story this address shows too: a redirect, rel=canonical, or a later page of the story.
    alias_of bigint references page (id) on delete cascade,
    -- Due from then on; null: at rest.
    due_at timestamptz,
    -- Run that made it due.
    due_by bigint references run (id) on delete set null,
    -- Place in the queue, lower is sooner; from 1000 on it is a revisit.
    priority integer not null default 0,
    -- Visits in a row that failed alike.
    tries integer not null default 0,
    -- Last visit.
    visited_at timestamptz,
    -- HTTP status of the last visit; 0: no answer.
    status integer,
    -- What the last visit gave; null: never visited.
    outcome text,
    -- Reason of the outcome, in one word or a sentence.
    reason text,
    -- Kind of the last failure; each kind has retries of its own.
    failure text,
    -- ETag that the host sent, for a conditional request.
    etag text,
    -- Last-Modified that the host sent, for a conditional request.
    last_modified text,
    -- Digest of the addresses that a list named last, or of what a story said that is not believed yet.
    fingerprint bytea,
    -- Interval between visits to a list.
    recheck interval,
    -- Import that brought what was last read of it; null: it was fetched.
    imported_by bigint references warc_import (id) on delete set null,
    -- Month in which this row was made, by which its links and cut lines are kept; it never changes.
    month date not null default date_trunc('month', now() at time zone 'UTC')::date,
    -- WebSub hub that a feed names; it is recorded, and not used.
    hub text,
    -- One address, one page.
    constraint page_url_is_unique unique (url),
    -- A btree entry ends at 2,704 bytes; addresses near that are traps.
    constraint page_url_is_short check (octet_length(url) <= 2000),
    -- A page is a story or a listing of stories.
    constraint page_kind_is_known check (kind in ('story', 'listing')),
    -- How a page was found is one of these words.
    constraint page_found_how_is_known check (
        found_how in (
            'seed', 'given', 'backfill', 'robots', 'sitemap_index', 'sitemap', 'news_sitemap', 'index', 'hub',
            'baca_juga', 'recommendation', 'related', 'redirect', 'canonical', 'page'
        )
    ),
    -- An outcome is one of these words.
    constraint page_outcome_is_known check (
        outcome in ('article', 'listing', 'rejected', 'failed', 'gone', 'too_far', 'unfollowed', 'alias')
    ),
    -- A page that is not due says what came of it.
    constraint page_at_rest_has_an_outcome check (due_at is not null or outcome is not null),
    -- A page that gave neither a story nor a list has a reason.
    constraint page_failure_has_a_reason check (
        reason is not null or outcome is null or outcome in ('article', 'listing')
    ),
    -- An alias says of which page it is one. It is due only where its form does not belong to that story.
    constraint page_alias_names_its_page check ((outcome is not distinct from 'alias') = (alias_of is not null)),
    -- No page is an alias of itself.
    constraint page_is_no_alias_of_itself check (alias_of <> id),
    -- What is sent back to a host is a header, not a document.
    constraint page_validators_are_short check (octet_length(etag) <= 1000 and octet_length(last_modified) <= 1000),
    -- A hub is an address too.
    constraint page_hub_is_short check (octet_length(hub) <= 2000)
);
-- The feeder asks for new pages of a host by priority.
create index page_is_due on page (outlet, host, priority, due_at, id) where due_at is not null and priority < 1000;
-- The feeder asks for revisits by time. One that waits must not stand before a page that is due.
create index page_is_due_again on page (outlet, host, due_at, id) where due_at is not null and priority >= 1000;
-- Reports ask what a host's newest pages are.
create index page_by_host on page (host, found_at);
-- A backfill asks for the pages of a host's dated lists.
create index page_by_day on page (host, listed_on) where listed_on is not null;
-- Aliases follow their page.
create index page_by_alias on page (alias_of) where alias_of is not null;
-- A run that goes farther takes up what an earlier run left out.
create index page_is_left_out on page (outlet, host, depth) where outcome in ('too_far', 'unfollowed');
-- Completeness asks for the stories of a day (story_standing has the same expression).
create index page_by_story_day on page (
    coalesce(
        listed_on, (published_at at time zone 'Asia/Jakarta')::date, (found_at at time zone 'Asia/Jakarta')::date
    )
) where kind = 'story';
-- The pages of an import.
create index page_by_import on page (imported_by) where imported_by is not null;
-- The feeds of an outlet that name a hub.
create index page_has_hub on page (outlet, url) where hub is not null;

-- # Stories

-- Stories: the text as cleaned, and the source of each field.
create table article (
    -- Number of its page.
    page_id bigint primary key references page (id) on delete cascade,
    -- Outlet of the story.
    outlet text not null,
    -- Canonical address.
    url text not null,
    -- Number of the story at the outlet.
    site_id text,
    -- Layout that read it last.
    layout text not null,
    -- Headline.
    headline text not null,
    -- Lead paragraph, if the page sets it apart.
    lead text,
    -- Text, one block a line.
    body text not null,
    -- Blocks in reading order: a JSON list of {kind, text}.
    blocks jsonb not null,
    -- Lines of the newsroom's own summary box.
    summary text[] not null,
    -- Place that begins the story.
    dateline text,
    -- Authors.
    authors text[] not null,
    -- Editors.
    editors text[] not null,
    -- Agency or medium that the story is taken from.
    source text,
    -- Initials that end the story.
    signature text,
    -- When it appeared, as the page says.
    published_at timestamptz,
    -- When it was edited last, as the page says.
    modified_at timestamptz,
    -- Section, as the page names it.
    section text,
    -- Breadcrumb, from the top.
    breadcrumb text[] not null,
    -- Tags.
    tags text[] not null,
    -- Topic, as the page names it.
    topic text,
    -- Images: a JSON list of {url, caption, credit, alt, position}; position counts the blocks above, null outside
    -- the text.
    images jsonb not null,
    -- Number of pages that the story is spread over.
    page_count integer not null,
    -- Pages that are missing still.
    missing_pages integer[] not null default '{}',
    -- Whether pages are missing.
    incomplete boolean not null generated always as (missing_pages <> '{}') stored,
    -- Whether it is for subscribers only.
    premium boolean not null,
    -- Source of each field, as a JSON object.
    provenance jsonb not null,
    -- SHA-256 of what a reader of the story sees.
    content_hash bytea not null,
    -- When it was stored first.
    stored_at timestamptz not null default now(),
    -- Run that stored it first.
    stored_by bigint references run (id) on delete set null,
    -- When it was found edited last, or stored first.
    changed_at timestamptz not null default now(),
    -- Run that found it edited last, or stored it first.
    changed_by bigint references run (id) on delete set null,
    -- Its address answers that it is gone since then; null: it is there.
    gone_at timestamptz,
    -- How it was read last: exact, by a layout; generic, because no layout recognised its page.
    reading text not null default 'exact',
    -- Digest of the outlet's rules that read it; null: stored before readings were stamped.
    rules_digest text,
    -- Version of newsspider that read it; null: stored before readings were stamped.
    program_version text,
    -- Words of the text: what stands between white space.
    word_count integer not null generated always as (
        cardinality(array_remove(string_to_array(translate(body, e'\n\t\r', '   '), ' '), ''))
    ) stored,
    -- Language of the text: id (Malay too), en, or und where neither prevails. Frequent words of the first 2,000 characters are compared.
    language text not null generated always as (
        (array['en', 'und', 'id'])[1 + width_bucket(
            (strpos(left(body, 2000), ' yang ') > 0)::integer + (strpos(left(body, 2000), ' dan ') > 0)::integer
            + (strpos(left(body, 2000), ' di ') > 0)::integer + (strpos(left(body, 2000), ' dari ') > 0)::integer
            + (strpos(left(body, 2000), ' untuk ') > 0)::integer + (strpos(left(body, 2000), ' dengan ') > 0)::integer
            + (strpos(left(body, 2000), ' pada ') > 0)::integer + (strpos(left(body, 2000), ' ini ') > 0)::integer
            + (strpos(left(body, 2000), ' itu ') > 0)::integer + (strpos(left(body, 2000), ' akan ') > 0)::integer
            + (strpos(left(body, 2000), ' tidak ') > 0)::integer + (strpos(left(body, 2000), ' dalam ') > 0)::integer
            - (strpos(left(body, 2000), ' the ') > 0)::integer - (strpos(left(body, 2000), ' of ') > 0)::integer
            - (strpos(left(body, 2000), ' and ') > 0)::integer - (strpos(left(body, 2000), ' to ') > 0)::integer
            - (strpos(left(body, 2000), ' is ') > 0)::integer - (strpos(left(body, 2000), ' was ') > 0)::integer
            - (strpos(left(body, 2000), ' for ') > 0)::integer - (strpos(left(body, 2000), ' with ') > 0)::integer
            - (strpos(left(body, 2000), ' that ') > 0)::integer - (strpos(left(body, 2000), ' by ') > 0)::integer
            - (strpos(left(body, 2000), ' from ') > 0)::integer - (strpos(left(body, 2000), ' are ') > 0)::integer,
            array[-1, 2]
        )]
    ) stored,
    -- A story is stored once.
    constraint article_url_is_unique unique (url),
    -- A reading is exact or generic.
    constraint article_reading_is_known check (reading in ('exact', 'generic')),
    -- A language is one of these.
    constraint article_language_is_known check (language in ('id', 'en', 'und')),
    -- Blocks are a list.
    constraint article_blocks_is_a_list check (jsonb_typeof(blocks) = 'array'),
    -- Images are a list.
    constraint article_images_is_a_list check (jsonb_typeof(images) = 'array'),
    -- Only pages that the story has can be missing, and never the first.
    constraint article_missing_pages_exist check (
        not (1 = any (missing_pages)) and cardinality(missing_pages) < page_count
    )
);
-- Lists of stories are ordered by publication.
create index article_by_publication on article (published_at);
-- Reports ask for the stories stored in a time.
create index article_by_storage on article using brin (stored_at);
-- Reports of drift read the newest changes.
create index article_by_change on article (changed_at);
-- The end of a run reads its stories.
create index article_by_run on article (stored_by);
-- Stories with missing pages are counted.
create index article_is_incomplete on article (page_id) where incomplete;
-- Stories without a layout are read again when there is one.
create index article_is_generic on article (page_id) where reading = 'generic';

-- Bylines: authors and editors as pages name them, and the person or desk that each names.
create table byline (
    -- Outlet of the stories.
    outlet text not null,
    -- The byline as the pages have it, its first 200 characters.
    stated text not null,
    -- The name without brand, role and the city of a contributor.
    name text not null,
    -- The same for all spellings of a name.
    key text not null,
    -- Whether it names a desk or the newsroom, and no person.
    desk boolean not null,
    primary key (outlet, stated)
);

-- Revisions: what a story said before it was edited, one row for each version that was replaced.
create table revision (
    -- Number of the story.
    page_id bigint not null references page (id) on delete cascade,
    -- Number of the version, from 1.
    number integer not null,
    -- Fields that the next version changed.
    changed text[] not null,
    -- Values of these fields in this version, as a JSON object.
    held jsonb not null,
    -- Headline of this version.
    headline text not null,
    -- Text of this version.
    body text not null,
    -- This version was stored then.
    since timestamptz not null,
    -- It was replaced then.
    until timestamptz not null default now(),
    -- Run that found the story edited.
    replaced_by bigint references run (id) on delete set null,
    -- Layout that read this version; null: replaced before readings were stamped.
    layout text,
    -- How this version was read: exact or generic; null: replaced before readings were stamped.
    reading text,
    -- Digest of the outlet's rules that read this version, if known.
    rules_digest text,
    -- Version of newsspider that read this version, if known.
    program_version text,
    -- Why it was replaced: edit, by the newsroom; reparse, because other rules read its page otherwise.
    cause text not null default 'edit',
    primary key (page_id, number),
    -- A version is replaced for one of these reasons.
    constraint revision_cause_is_known check (cause in ('edit', 'reparse')),
    -- A revision says what changed.
    constraint revision_changes_something check (cardinality(changed) > 0)
);
-- The edits of a day are asked for.
create index revision_by_time on revision using brin (until);

-- Full text of stories, kept by a trigger. It lies apart, so that the stories' own rows stay small.
create table article_text (
    -- Number of the story.
    page_id bigint primary key references article (page_id) on update cascade on delete cascade,
    -- When the story appeared, else when it was stored.
    at timestamptz not null,
    -- Words of the story, and its filters as words of their own (search_keys).
    document tsvector not null
-- Documents lie apart from their rows: what is found first is read without them.
) with (toast_tuple_target = 128);
-- Searches go from the newest story to older ones.
create index article_text_by_time on article_text (at);
-- Searches look up words. A short pending list keeps the many small questions of a search quick.
create index article_text_by_word on article_text using gin (document) with (gin_pending_list_limit = 512);

-- Copies: the sketch of each story's text, and the cluster of the stories that are alike.
create table story_cluster (
    -- Number of the story.
    page_id bigint primary key references article (page_id) on update cascade on delete cascade,
    -- Number of its cluster: the same for all copies of a story.
    cluster bigint not null generated by default as identity,
    -- When the story appeared, else when it was stored.
    at timestamptz not null,
    -- MinHash sketch of its text in bands; none of a text under 50 words.
    bands integer[] not null,
    -- Share of the shorter text's words that it and a copy have in the same order; null: no copy was found.
    similarity real,
    -- Other publishers that its page names: a JSON list of [kind, name, line].
    credits jsonb not null default '[]',
    -- A similarity is a share.
    constraint story_cluster_similarity_is_a_share check (similarity between 0 and 1),
    -- Credits are a list.
    constraint story_cluster_credits_is_a_list check (jsonb_typeof(credits) = 'array')
);
-- The first story of a cluster is its original.
create index story_cluster_by_time on story_cluster (cluster, at, page_id);
-- Reports ask for the copies of a month.
create index story_cluster_by_month on story_cluster ((date_trunc('month', at at time zone 'Asia/Jakarta')::date))
where similarity is not null;
-- The newest copies are asked for.
create index story_cluster_by_appearance on story_cluster (at) where similarity is not null;

-- Bands of the sketches, as rows: stories with a band in common may be copies. Kept by a trigger.
create table story_band (
    -- The band.
    band integer not null,
    -- Day on which the story appeared, in Jakarta.
    day date not null,
    -- Number of the story.
    page_id bigint not null,
    primary key (band, day, page_id)
);

-- Links that pages showed, whether or not they may be followed.
create table link (
    -- Page that shows the link.
    page_id bigint not null references page (id) on delete cascade,
    -- Place within the page, from 0.
    position integer not null,
    -- Region of the page: baca_juga, related and so on.
    kind text not null,
    -- Address as the page has it; null if a text rendering lost it.
    url text,
    -- Visible text.
    anchor text not null,
    -- Full text where the visible one is cut.
    title text,
    -- Page that it leads to, if we know that page.
    target_id bigint references page (id) on delete set null,
    -- Month of the page.
    month date not null default date_trunc('month', now() at time zone 'UTC')::date,
    primary key (page_id, position, month)
) partition by range (month);
-- Reports ask which stories lead to a story.
create index link_by_target on link (target_id) where target_id is not null;

-- Removed lines: every visible line that was cut from a story, with the rule that cut it.
create table removed (
    -- Number of the story.
    page_id bigint not null references page (id) on delete cascade,
    -- Position among the lines of the page from 0, those of the story included.
    position integer not null,
    -- Name of the rule.
    rule text not null,
    -- The line.
    text text not null,
    -- Month of the page.
    month date not null default date_trunc('month', now() at time zone 'UTC')::date,
    primary key (page_id, position, month)
) partition by range (month);
-- Reports of drift ask which lines a rule cut.
create index removed_by_rule on removed (rule);

-- Rejections: pages that are no story or did not come, each kept with its reason.
create table rejection (
    -- Number of the page.
    page_id bigint primary key references page (id) on delete cascade,
    -- Outlet of the page.
    outlet text not null,
    -- Address that was read.
    url text not null,
    -- Reason in one word.
    reason text not null,
    -- Reason in a sentence.
    detail text not null,
    -- HTTP status; 0: no answer.
    status integer,
    -- The page as it was read, gzip-compressed; null if none came.
    body bytea,
    -- When it was rejected last.
    rejected_at timestamptz not null default now(),
    -- Run that rejected it last.
    rejected_by bigint references run (id) on delete set null,
    -- Digest of the page's markup: pages that are made alike have the same.
    skeleton text,
    -- Since when the page answers with this markup.
    alike_since timestamptz not null default now()
);
-- Reports ask for the newest rejections with a reason.
create index rejection_by_reason on rejection (reason, rejected_at);
-- Lists have the newest rejections first; those of a run came after its start.
create index rejection_by_time on rejection (rejected_at);
-- Reports of drift compare the markup of the newest rejections.
create index rejection_by_skeleton on rejection (rejected_at) where skeleton is not null;

-- # The archive

-- Captures: responses in the archive, one row for each page that was stored, listed or rejected, at each visit.
create table capture (
    -- Number of the capture.
    id bigint generated always as identity primary key,
    -- Number of the page that the visit was for; a story's own.
    page_id bigint not null references page (id) on delete cascade,
    -- 0: the page itself. From 1: the other pages of a story of several pages, fetched at the same visit.
    part integer not null default 0,
    -- What it was read as when it came: story, generic (a story that no layout recognises), list or rejection.
    kind text not null,
    -- Layout that read it when it came; null of a rejection.
    layout text,
    -- Address that answered, after redirects.
    url text not null,
    -- HTTP status.
    status integer not null,
    -- When the response of the page itself came; the other parts of a visit have the same.
    captured_at timestamptz not null,
    -- File of the archive, as a path below its folder.
    file text not null,
    -- Byte of the file at which the record begins.
    record_offset bigint not null,
    -- Bytes of the record in the file, compressed.
    record_length integer not null,
    -- SHA-1 of the body as it came.
    digest bytea not null,
    -- A page was read as one of these.
    constraint capture_kind_is_known check (kind in ('story', 'generic', 'list', 'rejection')),
    -- A record has a place and a size.
    constraint capture_record_is_somewhere check (part >= 0 and record_offset >= 0 and record_length > 0),
    -- SHA-1 has 20 bytes.
    constraint capture_digest_is_sha1 check (octet_length(digest) = 20)
);
-- The newest capture of a page is asked for.
create index capture_by_page on capture (page_id, captured_at);
-- The captures of a removed file are deleted.
create index capture_by_file on capture (file);
-- Captures of a time are read again.
create index capture_by_time on capture using brin (captured_at);

-- Reparses: each time that archived pages were read again, with these filters and rules.
create table reparse (
    -- Number of the reparse.
    id bigint generated always as identity primary key,
    -- Which pages are read, as JSON: outlet, hosts, layout, rule, since, until, generic, rejections.
    filters jsonb not null,
    -- Digest of the rules of each outlet, as JSON.
    rules jsonb not null,
    -- Version of newsspider that reads.
    program_version text not null,
    -- When it was begun.
    begun_at timestamptz not null default now(),
    -- When it was last seen to go on.
    seen_at timestamptz not null default now(),
    -- When its last page was done; null: it goes on, or was stopped.
    ended_at timestamptz,
    -- Number of the last page that is done; the same command goes on after it.
    read_to bigint not null default 0,
    -- What came of its pages, as JSON: counts by outcome.
    counts jsonb not null default '{}'
);

-- # Alerts

-- Alerts: one row for each time that a reason was open, from the run that showed it to the run that no longer did.
create table alert (
    -- Number of the alert.
    id bigint generated always as identity primary key,
    -- Spider that it is about.
    spider text not null,
    -- Arguments of its crawl; only a run with the same ones can clear the alert.
    arguments jsonb not null default '{}',
    -- failed, degraded, lost or late.
    kind text not null,
    -- Code of the reason (docs/breakages.md): the same for every run that shows it.
    code text not null,
    -- What the reason is about: a host, a measure, a schedule; empty for the whole run.
    subject text not null default '',
    -- Reason as the newest run words it.
    reason text not null,
    -- Values in the reason, as a JSON object.
    numbers jsonb not null default '{}',
    -- Open since.
    since timestamptz not null,
    -- End of the newest run that showed it.
    last_seen timestamptz not null,
    -- The newest run that showed it.
    run bigint references run (id) on delete set null,
    -- Receivers that were notified of it.
    notified text[] not null default '{}',
    -- When all receivers had been notified.
    notified_at timestamptz,
    -- When it was cleared; null while it is open.
    cleared_at timestamptz,
    -- Run that cleared it; null: no such run came for days.
    cleared_by bigint references run (id) on delete set null,
    -- Receivers that were notified of the recovery.
    recovery_notified text[] not null default '{}',
    -- When all receivers had been notified of the recovery.
    recovery_notified_at timestamptz,
    -- An alert is about a run that ended badly, was lost, or did not come.
    constraint alert_kind_is_known check (kind in ('failed', 'degraded', 'lost', 'late')),
    -- Nobody is notified of a recovery before it.
    constraint alert_recovery_is_cleared check (recovery_notified_at is null or cleared_at is not null)
);
-- A reason is open once for each crawl, whoever notices it.
create unique index alert_is_open_once on alert (spider, md5(arguments::text), code, subject) where cleared_at is null;
-- Delivery looks for what it has not delivered to all receivers.
create index alert_is_undelivered on alert (id)
where (cleared_at is null and notified_at is null) or (cleared_at is not null and recovery_notified_at is null);

-- # Webhooks

-- Webhooks: receivers of new stories, one row each.
create table webhook (
    -- Name of the webhook.
    name text primary key,
    -- Filters of its stories: outlet, host, section and search, as a JSON object.
    filters jsonb not null default '{}',
    -- It gets the stories that were stored since then.
    since timestamptz not null default now(),
    -- When a process last read it from its file.
    declared_at timestamptz not null default now(),
    -- New stories were looked for up to then.
    seen_to timestamptz not null default now(),
    -- Deliveries in a row that failed.
    failures integer not null default 0,
    -- Since when no delivery has succeeded; null: the last one did.
    failing_since timestamptz,
    -- Nothing is sent before then.
    next_try_at timestamptz not null default now(),
    -- What the last delivery that failed found; empty: the last one succeeded.
    error text not null default '',
    -- Stories that it has taken.
    delivered bigint not null default 0,
    -- When it took one last.
    delivered_at timestamptz,
    -- Stories of its last outage that were given up: they are not sent again.
    given_up bigint not null default 0,
    -- When stories were given up last.
    given_up_at timestamptz
);

-- Stories for a webhook: those that wait, and those that do not for two days before its last look.
create table webhook_story (
    -- Number of the story.
    page_id bigint not null references article (page_id) on update cascade on delete cascade,
    -- Name of the webhook.
    webhook text not null references webhook (name) on delete cascade,
    -- When the story was found to be new.
    queued_at timestamptz not null default now(),
    -- Deliveries that failed.
    tries integer not null default 0,
    -- When the first of them did.
    tried_at timestamptz,
    -- When the webhook took it; null: not yet.
    delivered_at timestamptz,
    -- When it was given up.
    given_up_at timestamptz,
    primary key (page_id, webhook),
    -- A story is taken or given up.
    constraint webhook_story_has_one_end check (delivered_at is null or given_up_at is null)
);
-- Delivery asks for the stories that wait, those that failed least first.
create index webhook_story_is_waiting on webhook_story (webhook, tries, page_id)
where delivered_at is null and given_up_at is null;

-- # Counts and reports

-- Counts by day, kept by the transactions that store what is counted (function tally). Only the sum of rows counts.
create table tally (
    -- What is counted: story, host, section, layout, hour, field, author, editor, edit, cut, rejection, link and so on.
    what text not null,
    -- Day in Asia/Jakarta; the epoch (1970-01-01) for links, authors and editors, which have no day.
    day date not null,
    -- Outlet; empty for links.
    outlet text not null,
    -- Name of the host, section, layout, field, byline, rule and so on; empty if there is one only.
    name text not null,
    -- Connection that counted, so that none waits for another; 0: folded at the end of a run.
    writer integer not null,
    -- Number of things that were stored that day.
    stored bigint not null default 0,
    -- Number of stories that appeared that day.
    published bigint not null default 0,
    -- Stored stories that have the field; links that lead to a page we know.
    filled bigint not null default 0,
    primary key (what, day, outlet, name, writer)
) with (fillfactor = 70);
-- The end of a run folds what connections counted.
create index tally_is_unfolded on tally (writer) where writer <> 0;

-- Completeness: how the stories of a day and host stood when a run ended that may have changed it.
create table completeness (
    -- Day of the stories in Asia/Jakarta.
    day date not null,
    -- Host whose lists or links named them.
    host text not null,
    -- Outlet of the host.
    outlet text not null,
    -- Stories that lists named.
    advertised integer not null,
    -- Of the advertised: the host sent anything.
    fetched integer not null,
    -- Of the advertised: stored.
    stored integer not null,
    -- Of the advertised: taken down.
    gone integer not null,
    -- Of the advertised: a page came that is no story.
    rejected integer not null,
    -- Of the advertised: no page came.
    failed integer not null,
    -- Of the advertised: not fetched yet.
    unasked integer not null,
    -- Of the advertised: left out by the run's arguments.
    left_out integer not null,
    -- Of the advertised, neither stored nor gone: due or waiting.
    due integer not null,
    -- Stories that only links of other stories named.
    linked integer not null,
    -- Of the linked: stored.
    linked_stored integer not null,
    -- When this was counted.
    counted_at timestamptz not null default now(),
    primary key (day, host)
);

-- Findings of drift: what a run found when it looked (scrapy suspects looks by hand).
create table finding (
    -- Run that looked.
    run bigint not null references run (id) on delete cascade,
    -- suspect, dead_rule or form.
    kind text not null,
    -- Rank, from 1.
    place integer not null,
    -- The finding, as a JSON object.
    found jsonb not null,
    primary key (run, kind, place),
    -- A finding is a line that should be cut, a rule that no longer matches, or a form of rejected pages.
    constraint finding_kind_is_known check (kind in ('suspect', 'dead_rule', 'form'))
);

-- Pages that the new stories of a run lead to most.
create table top_target (
    -- Run that stored the stories.
    run bigint not null references run (id) on delete cascade,
    -- Rank, from 1.
    place integer not null,
    -- Page that they lead to.
    page_id bigint not null references page (id) on delete cascade,
    -- Number of stories that lead to it.
    links integer not null,
    -- Number of hosts of these stories.
    hosts integer not null,
    primary key (run, place)
);
-- A deleted page leaves the ranks.
create index top_target_by_page on top_target (page_id);

-- Link graph of each run's new stories.
create table link_graph (
    -- Run that stored the stories.
    run bigint primary key references run (id) on delete cascade,
    -- Stories that have links.
    stories integer not null,
    -- Their links.
    links integer not null,
    -- Links that lead to a page we know.
    resolved integer not null,
    -- Links that lead to a stored story.
    leading_to_stored integer not null,
    -- Links of a story, the median.
    out_median double precision not null,
    -- Links of a story, the most.
    out_most integer not null,
    -- Pages that they lead to.
    targets integer not null,
    -- Stories that lead to a page, the median.
    in_median double precision not null,
    -- Stories that lead to a page, the 90th percentile.
    in_p90 double precision not null,
    -- Stories that lead to a page, the most.
    in_most integer not null
);

-- Sizes of the tables at the end of each run.
create table table_size (
    -- Run that ended.
    run bigint not null references run (id) on delete cascade,
    -- Table; "database" is the whole.
    relation text not null,
    -- Bytes on disk, with indexes and long values.
    bytes bigint not null,
    -- Rows, as the server estimates them; 0 for the database.
    rows bigint not null,
    primary key (run, relation)
);

-- The frontier's backlog at the end of each run, one row an outlet.
create table backlog (
    -- Run that ended.
    run bigint not null references run (id) on delete cascade,
    -- Outlet of the pages.
    outlet text not null,
    -- Pages that were never read, due then.
    new_due bigint not null,
    -- Pages that were never read, due later: retries.
    new_later bigint not null,
    -- Revisits, due then.
    again_due bigint not null,
    -- Revisits, due later.
    again_later bigint not null,
    -- Since when the oldest of those due waited; null if none was due.
    oldest_due_at timestamptz,
    -- When this was counted.
    counted_at timestamptz not null default now(),
    primary key (run, outlet)
);

-- # Partitions

-- Links, cut lines and counts of requests lie in partitions by month. The function make_partitions makes those of the
-- next months. The first partition has all before; what has no partition yet goes to the default one.
do $$
declare
    parent text;
    next_month date := (date_trunc('month', now() at time zone 'UTC') + interval '1 month')::date;
begin
    foreach parent in array array['link', 'removed', 'fetch_count'] loop
        execute format(
            'create table %I partition of %I for values from (minvalue) to (%L)', parent || '_first', parent, next_month
        );
        execute format('create table %I partition of %I default', parent || '_default', parent);
    end loop;
end
$$;
