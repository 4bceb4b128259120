-- Drops the partitions of a table that ended `months` months ago or earlier; none if that is 0. Returns their names. What
-- is dropped is counted off. If a lock is not to be had within two seconds, they stay until the next call.
-- It runs with the owner's rights, for a crawl owns nothing.
-- Uses partitions_of, tally_facts.
create or replace function drop_partitions(parent text, months integer) returns text[]
language plpgsql security definer
set search_path = public, pg_temp
set lock_timeout = '2s'
as $body$
declare
    expired text;
    dropped text[] := '{}';
begin
    if parent <> all (array['link', 'removed', 'fetch_count']) then
        raise exception 'expected link, removed or fetch_count, found %', parent;
    end if;
    for expired in
        select name from partitions_of(parent)
        where months > 0 and ends <= date_trunc('month', now() at time zone 'UTC') - months * interval '1 month'
        order by ends
    loop
        begin
            execute format('lock table %I in access exclusive mode', parent);
            if parent = 'link' then
                execute format(
                    $$
                        insert into tally as known (what, day, outlet, name, writer, stored, published, filled)
                        select what, day, outlet, name, 0, stored, published, filled from (%s) as fact
                        on conflict (what, day, outlet, name, writer) do update set
                            stored = known.stored + excluded.stored, filled = known.filled + excluded.filled
                    $$,
                    tally_facts('link', expired, -1)
                );
            end if;
            execute format('drop table %I', expired);
            dropped := dropped || expired;
        exception
            when lock_not_available then
                raise notice 'expected a lock to drop % within 2 s, found another session: it is dropped later', expired;
        end;
    end loop;
    return dropped;
end
$body$;

revoke execute on function drop_partitions from public;

do $$
begin
    if exists (select from pg_roles where rolname = 'newsspider_crawler') then
        grant execute on function drop_partitions to newsspider_crawler;
    end if;
end
$$;
