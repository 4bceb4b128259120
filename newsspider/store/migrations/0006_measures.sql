-- What each run measured of itself, so that the next ones can be compared with it.

-- A run whose processes all died is lost: nobody was there to judge it.
alter table run drop constraint run_verdict_is_known;
-- A verdict is one of four words.
alter table run add constraint run_verdict_is_known check (verdict in ('ok', 'degraded', 'failed', 'lost'));
update run set verdict = 'lost' where finish_reason = 'lost';

-- The settings that were stated for this run alone.
alter table run add column settings jsonb not null default '{}';

-- One row a run and measure, such as fill/authors: a share, a mean or a count, and of how many things.
create table measure (
    run bigint not null references run (id) on delete cascade,
    name text not null,
    value double precision not null,
    sample integer not null,
    primary key (run, name)
);

create index run_by_start on run (spider, started_at);
create index article_by_run on article (stored_by);
