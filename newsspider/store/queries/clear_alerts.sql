-- Clears the reasons that a run with the same arguments no longer shows.
update alert set cleared_at = %(at)s, cleared_by = %(run)s
where spider = %(spider)s
    and arguments = %(arguments)s::jsonb
    and cleared_at is null
    and kind <> 'late'
    and (code, subject) not in (select * from unnest(%(codes)s::text[], %(subjects)s::text[]))
