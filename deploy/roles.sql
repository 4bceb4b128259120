-- Roles of the database: who may do what. Run it with psql as the owner of newsspider's tables, after the first
-- migration and again at any time; it changes only what is not as it should be:
--
--     psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f deploy/roles.sql
--     psql "$DATABASE_URL" -c '\password newsspider_reader'
--     psql "$DATABASE_URL" -c '\password newsspider_dashboard'
--     psql "$DATABASE_URL" -c '\password newsspider_analyst'
--
-- newsspider_reader reads the views of the schema ops, and nothing else. It is for dashboards. It cannot write, make
-- anything, take advisory locks or open more than 20 sessions. PostgreSQL cannot forbid that a role lifts its own
-- statement_timeout, reads without end, or keeps a transaction open, which delays a migration. The migration names
-- that session and gives up after 30 seconds; docs/runbook.md says what to do then.
-- newsspider_dashboard is for scrapy dashboard, which shows stories, kept pages and the frontier: it reads every table
-- and view, and has the same limits otherwise.
-- newsspider_analyst reads the views of the schema data, which hold the stories' texts, and nothing else. It has the
-- limits of the reader, and 60 seconds for a statement.
-- newsspider_crawler crawls: it reads and writes rows, owns nothing, and migrates nothing. The owner of the tables
-- migrates (scrapy migrate); then crawls start as this role. Another role that crawls becomes its member:
-- grant newsspider_crawler to another_role.
--
-- Roles belong to the whole server, not to a database. A user who may not make them gets one notice each, and the
-- script goes on. An administrator then makes the four (create role NAME login), and the owner runs this again. Only a
-- superuser can revoke what PostgreSQL allows everybody by default (large objects, advisory locks, anonymous blocks);
-- anybody else gets a notice.

do $$
declare
    wanted text;
    seconds text;
begin
    perform pg_advisory_xact_lock(hashtext('newsspider: the roles'));
    foreach wanted in array array[
        'newsspider_reader', 'newsspider_dashboard', 'newsspider_analyst', 'newsspider_crawler'
    ] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I login nosuperuser nocreatedb nocreaterole', wanted);
            exception
                -- Made at this moment by another session, for another database of the server.
                when duplicate_object or unique_violation then null;
                when insufficient_privilege then
                    raise notice
                        'expected the right to make the role %, found none: let an administrator make it, then run this again',
                        wanted;
            end;
        end if;
        seconds := case wanted when 'newsspider_analyst' then '60s' else '10s' end;
        if wanted <> 'newsspider_crawler' and exists (select from pg_roles where rolname = wanted) then
            begin
                if not exists (
                    select from pg_roles
                    where rolname = wanted
                        and rolconnlimit = 20
                        and rolconfig @> array[
                            'default_transaction_read_only=on', 'statement_timeout=' || seconds,
                            'idle_in_transaction_session_timeout=30s'
                        ]
                ) then
                    execute format('alter role %I connection limit 20', wanted);
                    execute format('alter role %I set idle_in_transaction_session_timeout = ''30s''', wanted);
                    execute format('alter role %I set default_transaction_read_only = on', wanted);
                    execute format('alter role %I set statement_timeout = %L', wanted, seconds);
                end if;
            exception
                when insufficient_privilege then
                    raise notice 'expected the right to set limits for the role %, found none: it has none', wanted;
                -- Two sessions that run this at once write the same.
                when internal_error then null;
            end;
        end if;
    end loop;
end
$$;

-- Rights of each role here; a missing role gets none. Ours are all tables and functions of the schema with the table
-- article. Default privileges cover what later migrations make.
do $$
declare
    ours text := (select relnamespace::regnamespace from pg_class where oid = 'article'::regclass);
    keeping regprocedure;
begin
    perform pg_advisory_xact_lock(hashtext('newsspider: the roles'));
    if exists (select from pg_roles where rolname = 'newsspider_reader') then
        execute format('grant connect on database %I to newsspider_reader', current_database());
        grant usage on schema ops to newsspider_reader;
        grant select on all tables in schema ops to newsspider_reader;
        alter default privileges in schema ops grant select on tables to newsspider_reader;
    end if;
    if exists (select from pg_roles where rolname = 'newsspider_dashboard') then
        execute format('grant connect on database %I to newsspider_dashboard', current_database());
        execute format('grant usage on schema %s, ops to newsspider_dashboard', ours);
        execute format('grant select on all tables in schema %s, ops to newsspider_dashboard', ours);
        execute format('alter default privileges in schema %s grant select on tables to newsspider_dashboard', ours);
        alter default privileges in schema ops grant select on tables to newsspider_dashboard;
    end if;
    if exists (select from pg_roles where rolname = 'newsspider_analyst') then
        execute format('grant connect on database %I to newsspider_analyst', current_database());
        grant usage on schema data to newsspider_analyst;
        grant select on all tables in schema data to newsspider_analyst;
        alter default privileges in schema data grant select on tables to newsspider_analyst;
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
        -- These make and drop partitions with the owner's rights. Nobody else may call them, after a restore without
        -- privileges too.
        for keeping in
            select oid::regprocedure from pg_proc
            where pronamespace = ours::regnamespace and proname in ('make_partitions', 'drop_partitions')
        loop
            execute format('revoke execute on function %s from public', keeping);
            execute format('grant execute on function %s to newsspider_crawler', keeping);
        end loop;
        grant usage on schema ops to newsspider_crawler;
        grant select on all tables in schema ops to newsspider_crawler;
        alter default privileges in schema ops grant select on tables to newsspider_crawler;
        grant usage on schema data to newsspider_crawler;
        grant select on all tables in schema data to newsspider_crawler;
        alter default privileges in schema data grant select on tables to newsspider_crawler;
    end if;
end
$$;

-- Rights that everybody has by default and a reader must not have: revoked from all, granted to those who need them.
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
