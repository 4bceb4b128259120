-- The first state of the database. ../schema.sql has the same tables with a sentence for everything in them.

create schema ops;

-- Runs

create table run (
    id bigint generated always as identity primary key,
    spider text not null,
    arguments jsonb not null default '{}',
    version text not null,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    finish_reason text,
    verdict text,
    reasons jsonb not null default '[]',
    counters jsonb not null default '{}',
    settings jsonb not null default '{}',
    evaluated_at timestamptz,
    looked_at timestamptz,
    constraint run_verdict_is_known check (verdict in ('ok', 'degraded', 'failed', 'lost')),
    constraint run_ends_with_a_verdict check ((verdict is null) = (finished_at is null))
);
create index run_by_start on run (spider, started_at);
create index run_is_unevaluated on run (finished_at, id) where evaluated_at is null;
create index run_has_looked on run (id) where looked_at is not null;

create table measure (
    run bigint not null references run (id) on delete cascade,
    name text not null,
    value double precision not null,
    sample integer not null,
    primary key (run, name)
);

-- Schedules

create table schedule (
    name text primary key,
    spider text not null,
    cron text not null,
    timezone text not null,
    arguments jsonb not null default '{}',
    since timestamptz not null default now(),
    next_slot timestamptz,
    declared_at timestamptz not null default now()
);

create table fire (
    id bigint generated always as identity primary key,
    schedule text not null,
    slot timestamptz not null,
    spider text not null,
    arguments jsonb not null default '{}',
    state text not null,
    reason text not null default '',
    noticed_at timestamptz not null default now(),
    missed_before integer not null default 0,
    attempt integer not null default 1,
    again_at timestamptz,
    machine text not null,
    process integer,
    supervisor integer not null,
    started_at timestamptz,
    stop_at timestamptz,
    stop_grace interval,
    ended_at timestamptz,
    exit_code integer,
    run bigint references run (id) on delete set null,
    log text,
    constraint fire_slot_is_unique unique (schedule, slot),
    constraint fire_state_is_known check (
        state in ('running', 'ok', 'degraded', 'failed', 'lost', 'skipped', 'missed')
    ),
    constraint fire_runs_or_has_ended check ((state = 'running') = (ended_at is null)),
    constraint fire_that_runs_has_a_limit check (
        state <> 'running' or (started_at is not null and stop_at is not null and stop_grace is not null)
    ),
    constraint fire_that_failed_says_why check (reason <> '' or state in ('running', 'ok', 'degraded')),
    constraint fire_tried_again_has_failed check (again_at is null or state in ('failed', 'lost')),
    constraint fire_attempt_counts_from_one check (attempt >= 1)
);
create unique index fire_runs_alone on fire (schedule) where state = 'running';
create index fire_is_tried_again on fire (again_at) where again_at is not null;
create index fire_of_run on fire (run) where run is not null;

-- Workers and hosts

create table worker (
    id bigint generated always as identity primary key,
    run bigint not null references run (id) on delete cascade,
    machine text not null,
    process integer not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    ended_at timestamptz,
    finish_reason text,
    counters jsonb not null default '{}',
    reasons jsonb not null default '[]',
    flaws jsonb not null default '[]',
    fire bigint references fire (id) on delete set null
);
create index worker_of_run on worker (run);
create index worker_is_alive on worker (seen_at) where ended_at is null;
create index worker_of_fire on worker (fire) where fire is not null;

create table host (
    outlet text not null,
    name text not null,
    worker bigint references worker (id) on delete set null,
    leased_until timestamptz not null default '-infinity',
    not_before timestamptz not null default '-infinity',
    primary key (outlet, name)
);
create index host_by_worker on host (worker) where worker is not null;

create table host_visits (
    run bigint not null references run (id) on delete cascade,
    outlet text not null,
    host text not null,
    pages integer not null,
    primary key (run, outlet, host)
);

create table host_outcome (
    run bigint not null references run (id) on delete cascade,
    outlet text not null,
    host text not null,
    what text not null,
    pages integer not null,
    primary key (run, outlet, host, what)
);

create table fetch_count (
    run bigint not null references run (id) on delete cascade,
    worker bigint not null references worker (id) on delete cascade,
    outlet text not null,
    host text not null,
    status integer not null,
    bucket integer not null,
    fetches bigint not null,
    bytes bigint not null,
    primary key (run, host, status, bucket, outlet, worker)
);
create index fetch_count_by_worker on fetch_count (worker);

-- The frontier

create table page (
    id bigint generated always as identity primary key,
    outlet text not null,
    url text not null,
    host text not null,
    kind text not null,
    depth integer not null,
    found_how text not null,
    found_on bigint references page (id) on delete set null,
    found_at timestamptz not null default now(),
    published_at timestamptz,
    listed_on date,
    alias_of bigint references page (id) on delete cascade,
    due_at timestamptz,
    due_by bigint references run (id) on delete set null,
    priority integer not null default 0,
    tries integer not null default 0,
    visited_at timestamptz,
    status integer,
    outcome text,
    reason text,
    failure text,
    etag text,
    last_modified text,
    fingerprint bytea,
    recheck interval,
    constraint page_url_is_unique unique (url),
    constraint page_url_is_short check (octet_length(url) <= 2000),
    constraint page_kind_is_known check (kind in ('story', 'listing')),
    constraint page_found_how_is_known check (
        found_how in (
            'seed', 'given', 'backfill', 'robots', 'sitemap_index', 'sitemap', 'news_sitemap', 'index', 'hub',
            'baca_juga', 'recommendation', 'related', 'redirect', 'canonical', 'page'
        )
    ),
    constraint page_outcome_is_known check (
        outcome in ('article', 'listing', 'rejected', 'failed', 'gone', 'too_far', 'unfollowed', 'alias')
    ),
    constraint page_at_rest_has_an_outcome check (due_at is not null or outcome is not null),
    constraint page_failure_has_a_reason check (
        reason is not null or outcome is null or outcome in ('article', 'listing')
    ),
    constraint page_alias_names_its_page check ((outcome is not distinct from 'alias') = (alias_of is not null)),
    constraint page_is_no_alias_of_itself check (alias_of <> id),
    constraint page_validators_are_short check (octet_length(etag) <= 1000 and octet_length(last_modified) <= 1000)
);
create index page_is_due on page (outlet, host, priority, due_at, id) where due_at is not null and priority < 1000;
create index page_is_due_again on page (outlet, host, due_at, id) where due_at is not null and priority >= 1000;
create index page_by_host on page (host, found_at);
create index page_by_day on page (host, listed_on) where listed_on is not null;
create index page_by_alias on page (alias_of) where alias_of is not null;
create index page_is_left_out on page (outlet, host, depth) where outcome in ('too_far', 'unfollowed');
create index page_by_story_day on page (
    coalesce(
        listed_on, (published_at at time zone 'Asia/Jakarta')::date, (found_at at time zone 'Asia/Jakarta')::date
    )
) where kind = 'story';

-- Stories

create table article (
    page_id bigint primary key references page (id) on delete cascade,
    outlet text not null,
    url text not null,
    site_id text,
    layout text not null,
    headline text not null,
    lead text,
    body text not null,
    blocks jsonb not null,
    summary text[] not null,
    dateline text,
    authors text[] not null,
    editors text[] not null,
    source text,
    signature text,
    published_at timestamptz,
    modified_at timestamptz,
    section text,
    breadcrumb text[] not null,
    tags text[] not null,
    topic text,
    images jsonb not null,
    page_count integer not null,
    missing_pages integer[] not null default '{}',
    incomplete boolean not null generated always as (missing_pages <> '{}') stored,
    premium boolean not null,
    provenance jsonb not null,
    content_hash bytea not null,
    stored_at timestamptz not null default now(),
    stored_by bigint references run (id) on delete set null,
    changed_at timestamptz not null default now(),
    changed_by bigint references run (id) on delete set null,
    gone_at timestamptz,
    constraint article_url_is_unique unique (url),
    constraint article_blocks_is_a_list check (jsonb_typeof(blocks) = 'array'),
    constraint article_images_is_a_list check (jsonb_typeof(images) = 'array'),
    constraint article_missing_pages_exist check (
        not (1 = any (missing_pages)) and cardinality(missing_pages) < page_count
    )
);
create index article_by_publication on article (published_at);
create index article_by_storage on article using brin (stored_at);
create index article_by_change on article (changed_at);
create index article_by_run on article (stored_by);
create index article_is_incomplete on article (page_id) where incomplete;

create table revision (
    page_id bigint not null references page (id) on delete cascade,
    number integer not null,
    changed text[] not null,
    held jsonb not null,
    headline text not null,
    body text not null,
    since timestamptz not null,
    until timestamptz not null default now(),
    replaced_by bigint references run (id) on delete set null,
    primary key (page_id, number),
    constraint revision_changes_something check (cardinality(changed) > 0)
);

create table article_text (
    page_id bigint primary key references article (page_id) on update cascade on delete cascade,
    at timestamptz not null,
    document tsvector not null
) with (toast_tuple_target = 128);
create index article_text_by_time on article_text (at);
create index article_text_by_word on article_text using gin (document) with (gin_pending_list_limit = 512);

create table link (
    page_id bigint not null references page (id) on delete cascade,
    position integer not null,
    kind text not null,
    url text,
    anchor text not null,
    title text,
    target_id bigint references page (id) on delete set null,
    primary key (page_id, position)
);
create index link_by_target on link (target_id) where target_id is not null;

create table removed (
    page_id bigint not null references page (id) on delete cascade,
    position integer not null,
    rule text not null,
    text text not null,
    primary key (page_id, position)
);
create index removed_by_rule on removed (rule);

create table rejection (
    page_id bigint primary key references page (id) on delete cascade,
    outlet text not null,
    url text not null,
    reason text not null,
    detail text not null,
    status integer,
    body bytea,
    rejected_at timestamptz not null default now(),
    rejected_by bigint references run (id) on delete set null,
    skeleton text,
    alike_since timestamptz not null default now()
);
create index rejection_by_reason on rejection (reason, rejected_at);
create index rejection_by_skeleton on rejection (rejected_at) where skeleton is not null;

-- Alerts

create table alert (
    id bigint generated always as identity primary key,
    spider text not null,
    arguments jsonb not null default '{}',
    kind text not null,
    code text not null,
    subject text not null default '',
    reason text not null,
    numbers jsonb not null default '{}',
    since timestamptz not null,
    last_seen timestamptz not null,
    run bigint references run (id) on delete set null,
    notified text[] not null default '{}',
    notified_at timestamptz,
    cleared_at timestamptz,
    cleared_by bigint references run (id) on delete set null,
    recovery_notified text[] not null default '{}',
    recovery_notified_at timestamptz,
    constraint alert_kind_is_known check (kind in ('failed', 'degraded', 'lost', 'late')),
    constraint alert_recovery_is_cleared check (recovery_notified_at is null or cleared_at is not null)
);
create unique index alert_is_open_once on alert (spider, md5(arguments::text), code, subject) where cleared_at is null;
create index alert_is_undelivered on alert (id)
where (cleared_at is null and notified_at is null) or (cleared_at is not null and recovery_notified_at is null);

-- Counts and reports

create table tally (
    what text not null,
    day date not null,
    outlet text not null,
    name text not null,
    writer integer not null,
    stored bigint not null default 0,
    published bigint not null default 0,
    filled bigint not null default 0,
    primary key (what, day, outlet, name, writer)
) with (fillfactor = 70);
create index tally_is_unfolded on tally (writer) where writer <> 0;

create table completeness (
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

create table finding (
    run bigint not null references run (id) on delete cascade,
    kind text not null,
    place integer not null,
    found jsonb not null,
    primary key (run, kind, place),
    constraint finding_kind_is_known check (kind in ('suspect', 'dead_rule', 'form'))
);

create table top_target (
    run bigint not null references run (id) on delete cascade,
    place integer not null,
    page_id bigint not null references page (id) on delete cascade,
    links integer not null,
    hosts integer not null,
    primary key (run, place)
);
create index top_target_by_page on top_target (page_id);

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

create table table_size (
    run bigint not null references run (id) on delete cascade,
    relation text not null,
    bytes bigint not null,
    rows bigint not null,
    primary key (run, relation)
);
