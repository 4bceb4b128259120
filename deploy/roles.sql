-- Who may do what in the database: two roles. Run it with psql as the user that owns newsspider's tables, after the
-- first migration and again whenever you like; it changes nothing that is as it should be:
--
--     psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f deploy/roles.sql
--     psql "$DATABASE_URL" -c '\password newsspider_reader'
--
-- newsspider_reader reads the views of the schema ops, and nothing else. It is for dashboards. With its password one
-- cannot write, make anything, take advisory locks or open more than 20 sessions. PostgreSQL cannot forbid that a role
-- lifts its own statement_timeout, reads on and on, or keeps a transaction open, which delays a migration: the migration
-- names that session and gives up after 30 seconds. docs/runbook.md says what to do then.
-- newsspider_crawler crawls: it reads and writes rows, owns nothing, and migrates nothing. Whoever owns the tables
-- migrates (scrapy migrate), then crawls begin as this role. Another role that is to crawl becomes its member:
-- grant newsspider_crawler to another_role.
--
-- Roles belong to the whole server, not to a database. Who may not make them is told so in one line, and goes on: let
-- an administrator run "create role newsspider_reader login; create role newsspider_crawler login;", then run this.
-- What PostgreSQL lets everybody do by default (large objects, advisory locks, anonymous blocks) only a superuser can
-- take back: who is none is told so, too.

do $$
declare
    wanted text;
begin
    perform pg_advisory_xact_lock(hashtext('newsspider: the roles'));
    foreach wanted in array array['newsspider_reader', 'newsspider_crawler'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I login nosuperuser nocreatedb nocreaterole', wanted);
            exception
                -- Somebody else made it just now, for another database of the server.
                when duplicate_object or unique_violation then null;
                when insufficient_privilege then
                    raise notice
                        'expected the right to make the role %, found none: let an administrator make it, then run this again',
                        wanted;
            end;
        end if;
        if wanted = 'newsspider_reader' and exists (select from pg_roles where rolname = wanted) then
            begin
                if not exists (
                    select from pg_roles
                    where rolname = wanted
                        and rolconnlimit = 20
                        and rolconfig @> array[
                            'default_transaction_read_only=on', 'statement_timeout=10s',
                            'idle_in_transaction_session_timeout=30s'
                        ]
                ) then
                    execute format('alter role %I connection limit 20', wanted);
                    execute format('alter role %I set idle_in_transaction_session_timeout = ''30s''', wanted);
                    execute format('alter role %I set default_transaction_read_only = on', wanted);
                    execute format('alter role %I set statement_timeout = ''10s''', wanted);
                end if;
            exception
                when insufficient_privilege then
                    raise notice 'expected the right to set limits for the role %, found none: it has none', wanted;
                -- Two who run this at once write the same.
                when internal_error then null;
            end;
        end if;
    end loop;
end
$$;

-- What each may do here; of a role that is not there nothing is granted. Ours are all tables and functions of the schema
-- that holds the table article; what later migrations make is granted by itself.
do $$
declare
    ours text := (select relnamespace::regnamespace from pg_class where oid = 'article'::regclass);
begin
    perform pg_advisory_xact_lock(hashtext('newsspider: the roles'));
    if exists (select from pg_roles where rolname = 'newsspider_reader') then
        execute format('grant connect on database %I to newsspider_reader', current_database());
        grant usage on schema ops to newsspider_reader;
        grant select on all tables in schema ops to newsspider_reader;
        alter default privileges in schema ops grant select on tables to newsspider_reader;
    end if;
    if exists (select from pg_roles where rolname = 'newsspider_crawler') then
        execute format('grant connect on database %I to newsspider_crawler', current_database());
        execute format('grant usage on schema %s to newsspider_crawler', ours);
        execute format('grant select, insert, update, delete on all tables in schema %s to newsspider_crawler', ours);
        revoke insert, update, delete on newsspider_migration from newsspider_crawler;
        execute format(
            'alter default privileges in schema %s grant select, insert, update, delete on tables to newsspider_crawler',
            ours
        );
        grant usage on schema ops to newsspider_crawler;
        grant select on all tables in schema ops to newsspider_crawler;
        alter default privileges in schema ops grant select on tables to newsspider_crawler;
    end if;
end
$$;

-- What everybody may do by default, and a reader must not: it is taken from all, and given back to those who need it.
do $$
declare
    owner name := (select pg_get_userbyid(relowner) from pg_class where oid = 'page'::regclass);
    needed regprocedure;
    trusted name;
begin
    perform pg_advisory_xact_lock(hashtext('newsspider: the roles'));
    if pg_has_role((select datdba from pg_database where datname = current_database()), 'member') then
        execute format('revoke temporary on database %I from public', current_database());
        execute format('grant temporary on database %I to %I', current_database(), owner);
    else
        raise notice 'expected the owner of the database %, found %: temporary tables are not forbidden',
            current_database(), current_user;
    end if;
    if not (select rolsuper from pg_roles where rolname = current_user) then
        raise notice
            'expected a superuser, found %: large objects, advisory locks and anonymous blocks are not forbidden',
            current_user;
        return;
    end if;
    revoke create on schema public from public;
    for needed in
        select oid::regprocedure from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace
            and proname in (
                'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_import', 'lo_put', 'lo_open', 'lowrite', 'lo_truncate',
                'lo_truncate64', 'lo_unlink'
            )
    loop
        execute format('revoke execute on function %s from public', needed);
        execute format('grant execute on function %s to %I', needed, owner);
    end loop;
    for trusted in
        select owner union
        select rolname from pg_roles where rolname = 'newsspider_crawler'
    loop
        for needed in
            select oid::regprocedure from pg_proc
            where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^pg_(try_)?advisory_'
        loop
            execute format('revoke execute on function %s from public', needed);
            execute format('grant execute on function %s to %I', needed, trusted);
        end loop;
    end loop;
    revoke usage on language plpgsql from public;
    execute format('grant usage on language plpgsql to %I', owner);
end
$$;
