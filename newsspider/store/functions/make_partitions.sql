-- Makes the partitions of this month, of the next ones (`ahead`), and of each month whose rows lie in a default
-- partition: these rows are moved. Returns the partitions that it made. If another session makes them, or a lock is not
-- to be had within two seconds, it makes none: rows go to the default partition until the next call. So do rows of a
-- month whose partition was detached, and is there still.
-- It runs with the owner's rights, for a crawl owns nothing.
-- Uses partitions_of.
create or replace function make_partitions(ahead integer default 2) returns text[]
language plpgsql security definer
set search_path = public, pg_temp
set lock_timeout = '2s'
as $body$
declare
    parent text;
    wanted date;
    made text[] := '{}';
    made_here text;
begin
    if not pg_try_advisory_xact_lock(hashtext('newsspider: partitions')) then
        return made;
    end if;
    foreach parent in array array['link', 'removed', 'fetch_count'] loop
        for wanted in execute format(
            $$
                select needed.month
                from (
                    select (date_trunc('month', now() at time zone 'UTC') + n * interval '1 month')::date as month
                    from generate_series(0, $1) as n
                    union
                    select date_trunc('month', month)::date from %I
                ) as needed
                where not exists (
                    select from partitions_of($2) as known
                    where needed.month >= coalesce(known.begins, '-infinity') and needed.month < known.ends
                )
                order by needed.month
            $$,
            parent || '_default'
        ) using ahead, parent
        loop
            made_here := format('%s_%s', parent, to_char(wanted, 'YYYY_MM'));
            begin
                execute format('lock table only %I in access exclusive mode', parent || '_default');
                execute format('create table %I (like %I including defaults)', made_here, parent);
                execute format(
                    $$
                        with moved as (
                            delete from %I where month >= %L and month < %L returning *
                        )
                        insert into %I select * from moved
                    $$,
                    parent || '_default', wanted, wanted + interval '1 month', made_here
                );
                execute format(
                    'alter table %I attach partition %I for values from (%L) to (%L)',
                    parent, made_here, wanted, (wanted + interval '1 month')::date
                );
                made := made || made_here;
            exception
                when lock_not_available then
                    raise notice 'expected a lock for the partition % within 2 s, found another session: it is made later',
                        made_here;
                when duplicate_table then
                    raise notice 'expected no table %, found one that is no partition: its rows stay in the default one',
                        made_here;
            end;
        end loop;
    end loop;
    return made;
end
$body$;

revoke execute on function make_partitions from public;

do $$
begin
    if exists (select from pg_roles where rolname = 'newsspider_crawler') then
        grant execute on function make_partitions to newsspider_crawler;
    end if;
end
$$;

select make_partitions();
