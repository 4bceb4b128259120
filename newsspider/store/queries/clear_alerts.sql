-- Clears the causes that a run with the same arguments no longer shows.
update alert set cleared_at = %(at)s, cleared_by = %(run)s
where spider = %(spider)s
    and arguments = %(arguments)s::jsonb
    and cleared_at is null
    and kind <> 'late'
    and cause <> all (%(causes)s)
