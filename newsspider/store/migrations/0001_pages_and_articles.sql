-- What every crawl did, what it found, and what is still to fetch.

-- One row a run, written before the first request; the verdict is written last.
create table run (
    id bigint generated always as identity primary key,
    spider text not null,
    arguments jsonb not null default '{}',
    version text not null,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    finish_reason text,
    verdict text,
    reasons text[] not null default '{}',
    counters jsonb not null default '{}',
    -- A verdict is one of three words.
    constraint run_verdict_is_known check (verdict in ('ok', 'degraded', 'failed')),
    -- A run that has ended has a verdict, and only such a run.
    constraint run_ends_with_a_verdict check ((verdict is null) = (finished_at is null))
);

-- The frontier: one row for each address we know, due or not. A page is due while due_at is not null.
create table page (
    id bigint generated always as identity primary key,
    outlet text not null,
    url text not null,
    host text not null,
    kind text not null,
    depth integer not null,
    -- Found how (seed, given, sitemap, index, baca_juga, ...), on which page, when.
    found_how text not null,
    found_on bigint references page (id) on delete set null,
    found_at timestamptz not null default now(),
    -- Due from when, by which run, and how near to the front (lower is sooner).
    due_at timestamptz,
    due_by bigint references run (id) on delete set null,
    priority integer not null default 0,
    -- What came of the last visit.
    tries integer not null default 0,
    visited_at timestamptz,
    status integer,
    outcome text,
    reason text,
    -- One address, one page.
    constraint page_url_is_unique unique (url),
    -- A btree entry ends at 2,704 bytes; addresses near that are traps.
    constraint page_url_is_short check (octet_length(url) <= 2000),
    -- A page is a story or a listing of stories.
    constraint page_kind_is_known check (kind in ('story', 'listing')),
    -- Every page that is not due says why: it became something, or it has a reason.
    constraint page_outcome_is_known check (
        outcome in ('article', 'listing', 'rejected', 'failed', 'gone', 'too_far', 'unfollowed')
    ),
    constraint page_at_rest_has_an_outcome check (due_at is not null or outcome is not null),
    constraint page_failure_has_a_reason check (
        reason is not null or outcome is null or outcome in ('article', 'listing')
    )
);
create index page_is_due on page (outlet, priority, due_at, id) where due_at is not null;
create index page_by_host on page (host, found_at);

-- A stored story: the text as cleaned, and where each field came from.
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
    premium boolean not null,
    provenance jsonb not null,
    content_hash bytea not null,
    stored_at timestamptz not null default now(),
    stored_by bigint references run (id) on delete set null,
    changed_at timestamptz not null default now(),
    -- A story is stored once.
    constraint article_url_is_unique unique (url),
    -- Blocks and images are lists of objects.
    constraint article_blocks_is_a_list check (jsonb_typeof(blocks) = 'array'),
    constraint article_images_is_a_list check (jsonb_typeof(images) = 'array')
);
create index article_by_publication on article (published_at);
create index article_by_storage on article using brin (stored_at);

-- Every link a page showed, whether or not it may be followed.
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

-- Every visible line that was cut from a story, and the rule that cut it.
create table removed (
    page_id bigint not null references page (id) on delete cascade,
    position integer not null,
    rule text not null,
    text text not null,
    primary key (page_id, position)
);
create index removed_by_rule on removed (rule);

-- A page that is no story, kept with its reason; gzipped, as it was read.
create table rejection (
    page_id bigint primary key references page (id) on delete cascade,
    outlet text not null,
    url text not null,
    reason text not null,
    detail text not null,
    status integer,
    body bytea,
    rejected_at timestamptz not null default now(),
    rejected_by bigint references run (id) on delete set null
);
create index rejection_by_reason on rejection (reason, rejected_at);
