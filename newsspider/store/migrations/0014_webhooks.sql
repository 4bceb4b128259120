-- Webhooks that are told of new stories, and the stories that wait for one.

create table webhook (
    name text primary key,
    filters jsonb not null default '{}',
    since timestamptz not null default now(),
    declared_at timestamptz not null default now(),
    seen_to timestamptz not null default now(),
    failures integer not null default 0,
    failing_since timestamptz,
    next_try_at timestamptz not null default now(),
    error text not null default '',
    delivered bigint not null default 0,
    delivered_at timestamptz,
    given_up bigint not null default 0,
    given_up_at timestamptz
);

create table webhook_story (
    page_id bigint not null references article (page_id) on update cascade on delete cascade,
    webhook text not null references webhook (name) on delete cascade,
    queued_at timestamptz not null default now(),
    tries integer not null default 0,
    tried_at timestamptz,
    delivered_at timestamptz,
    given_up_at timestamptz,
    primary key (page_id, webhook),
    constraint webhook_story_has_one_end check (delivered_at is null or given_up_at is null)
);
create index webhook_story_is_waiting on webhook_story (webhook, tries, page_id)
where delivered_at is null and given_up_at is null;
