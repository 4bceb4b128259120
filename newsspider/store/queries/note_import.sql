-- Notes how far the import of a file is and what it has counted, and which pages it has brought: those whose last
-- visit is the file's capture of them.
with brought as (
    update page set imported_by = %(import)s
    from jsonb_to_recordset(%(pages)s::jsonb) as given (url text, captured_at timestamptz)
    where page.url = given.url
        and page.visited_at = given.captured_at
        and page.imported_by is distinct from %(import)s
)

update warc_import set
    read_to = %(read_to)s, counts = %(counts)s::jsonb, seen_at = now(),
    ended_at = case when %(ended)s then now() end
where id = %(import)s
