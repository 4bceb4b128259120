-- The files that were applied, with their checksums.
select name, checksum from public.newsspider_migration
