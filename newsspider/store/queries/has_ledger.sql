-- Whether the database has the ledger of applied files.
select to_regclass('public.newsspider_migration') is not null
