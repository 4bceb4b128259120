-- Rights of this user that migrations need: to create tables in public, to create the schemas ops and data, and to alter
-- what is there.
select
    to_regnamespace('public') is not null as has_schema,
    coalesce(has_schema_privilege(to_regnamespace('public')::oid, 'create'), false) as may_make_tables,
    to_regnamespace('ops') is not null and to_regnamespace('data') is not null
        or has_database_privilege(current_database(), 'create') as may_make_schemas,
    (
        select pg_get_userbyid(relowner) from pg_class
        where oid = to_regclass('public.page') and not pg_has_role(relowner, 'member')
    ) as owner
