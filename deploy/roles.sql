-- Roles of the database: who may do what. Run it with psql as the owner of newsspider's tables or a superuser, after the
-- first migration and again at any time; it changes only what is not as it should be:
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
-- article. Default privileges cover what later migrations make, whoever runs this: they are those of the owner.
do $$
declare
    ours text;
    owner name;
    granted record;
    keeping regprocedure;
begin
    perform pg_advisory_xact_lock(hashtext('newsspider: the roles'));
    select relnamespace::regnamespace, pg_get_userbyid(relowner) into ours, owner from pg_class where oid = 'article'::regclass;
    for granted in
        select wanted.*
        from (
            values
            ('newsspider_reader', 'ops', 'select'),
            ('newsspider_dashboard', ours, 'select'),
            ('newsspider_dashboard', 'ops', 'select'),
            ('newsspider_analyst', 'data', 'select'),
            ('newsspider_crawler', ours, 'select, insert, update, delete'),
            ('newsspider_crawler', 'ops', 'select'),
            ('newsspider_crawler', 'data', 'select')
        ) as wanted (grantee, place, rights)
        inner join pg_roles on pg_roles.rolname = wanted.grantee
    loop
        execute format('grant connect on database %I to %I', current_database(), granted.grantee);
        execute format('grant usage on schema %s to %I', granted.place, granted.grantee);
        execute format('grant %s on all tables in schema %s to %I', granted.rights, granted.place, granted.grantee);
        execute format(
            'alter default privileges for role %I in schema %s grant %s on tables to %I',
            owner, granted.place, granted.rights, granted.grantee
        );
    end loop;
    if exists (select from pg_roles where rolname = 'newsspider_crawler') then
        revoke insert, update, delete on newsspider_migration from newsspider_crawler;
        -- These make and drop partitions with the owner's rights. Nobody else may call them, after a restore without
        -- privileges too.
        for keeping in
            select oid::regprocedure from pg_proc
            where pronamespace = ours::regnamespace and proname in ('make_partitions', 'drop_partitions')
        loop
            execute format('revoke execute on function %s from public', keeping);
            execute format('grant execute on function %s to newsspider_crawler', keeping);
        end loop;
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
