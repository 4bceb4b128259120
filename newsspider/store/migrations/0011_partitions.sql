-- Links, cut lines and counts of requests lie in partitions by month. No row is moved: the table as it was becomes the
-- first partition, which ends with this month. A page and a run know their month, so that it never changes.

alter table page add column month date not null default date_trunc('month', now() at time zone 'UTC')::date;
alter table run add column month date not null default date_trunc('month', now() at time zone 'UTC')::date;

do $$
declare
    parent text;
    this_month date := date_trunc('month', now() at time zone 'UTC')::date;
    known record;
begin
    drop trigger if exists tally_insert on link;
    drop trigger if exists tally_update on link;
    drop trigger if exists tally_delete on link;
    drop trigger if exists tally_insert on removed;
    foreach parent in array array['link', 'removed', 'fetch_count'] loop
        execute format('alter table %I rename to %I', parent, parent || '_first');
        execute format('alter table %I drop constraint %I', parent || '_first', parent || '_pkey');
        execute format('alter table %I add column month date not null default %L', parent || '_first', this_month);
        for known in
            select attname from pg_attribute
            where attrelid = (parent || '_first')::regclass and attnum > 0 and not attisdropped
        loop
            execute format('comment on column %I.%I is null', parent || '_first', known.attname);
        end loop;
        execute format('comment on table %I is null', parent || '_first');
    end loop;
end
$$;

alter index link_by_target rename to link_first_target_id_idx;
alter index removed_by_rule rename to removed_first_rule_idx;
alter index fetch_count_by_worker rename to fetch_count_first_worker_idx;
alter table link_first add primary key (page_id, position, month);
alter table removed_first add primary key (page_id, position, month);
alter table fetch_count_first add primary key (run, host, status, bucket, outlet, worker, month);

create table link (
    page_id bigint not null constraint link_page_id_fkey references page (id) on delete cascade,
    position integer not null,
    kind text not null,
    url text,
    anchor text not null,
    title text,
    target_id bigint constraint link_target_id_fkey references page (id) on delete set null,
    month date not null default date_trunc('month', now() at time zone 'UTC')::date,
    primary key (page_id, position, month)
) partition by range (month);
create index link_by_target on link (target_id) where target_id is not null;

create table removed (
    page_id bigint not null constraint removed_page_id_fkey references page (id) on delete cascade,
    position integer not null,
    rule text not null,
    text text not null,
    month date not null default date_trunc('month', now() at time zone 'UTC')::date,
    primary key (page_id, position, month)
) partition by range (month);
create index removed_by_rule on removed (rule);

create table fetch_count (
    run bigint not null constraint fetch_count_run_fkey references run (id) on delete cascade,
    worker bigint not null constraint fetch_count_worker_fkey references worker (id) on delete cascade,
    outlet text not null,
    host text not null,
    status integer not null,
    bucket integer not null,
    fetches bigint not null,
    bytes bigint not null,
    month date not null default date_trunc('month', now() at time zone 'UTC')::date,
    primary key (run, host, status, bucket, outlet, worker, month)
) partition by range (month);
create index fetch_count_by_worker on fetch_count (worker);

do $$
declare
    parent text;
    next_month date := (date_trunc('month', now() at time zone 'UTC') + interval '1 month')::date;
begin
    foreach parent in array array['link', 'removed', 'fetch_count'] loop
        execute format(
            'alter table %1$I alter column month set default date_trunc(''month'', now() at time zone ''UTC'')::date',
            parent || '_first'
        );
        execute format(
            'alter table %I attach partition %I for values from (minvalue) to (%L)', parent, parent || '_first', next_month
        );
        execute format('create table %I partition of %I default', parent || '_default', parent);
    end loop;
end
$$;
