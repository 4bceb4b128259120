-- Whether the database has a list of migrations.
select to_regclass('public.newsspider_migration') is not null
