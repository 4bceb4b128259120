-- The migrations that were applied.
select name, checksum from public.newsspider_migration
