-- Notes that a file was applied. After a migration all repeatable files are to be applied again: it may have dropped
-- what they made.
with stale as (
    delete from public.newsspider_migration where not %(repeatable)s and name like '%%/%%'
)

insert into public.newsspider_migration (name, checksum) values (%(name)s, %(checksum)s)
on conflict (name) do update set checksum = excluded.checksum, applied_at = now()
