-- Begins the import of a file, or goes on with it: a file is known by its name and its size. `again` begins anew.
insert into warc_import as known (file, bytes)
values (%(file)s, %(bytes)s)
on conflict (file, bytes) do update set
    seen_at = now(),
    begun_at = case when %(again)s then now() else known.begun_at end,
    ended_at = case when not %(again)s then known.ended_at end,
    read_to = case when %(again)s then 0 else known.read_to end,
    counts = case when %(again)s then '{}' else known.counts end
returning id, read_to, counts, ended_at is not null as ended
