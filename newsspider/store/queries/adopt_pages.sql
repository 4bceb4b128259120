-- What an interrupted backfill of these days left due belongs to this run, and lists of them that were given up
-- are tried anew.
update page set due_by = %(run)s, due_at = coalesce(due_at, now()), tries = 0
where outlet = %(outlet)s
    and host = any (%(hosts)s)
    and listed_on between %(since)s and %(until)s
    and (
        kind = 'story' and due_at is not null
        or kind = 'listing'
            and starts_with(url, 'https://' || host || %(prefix)s)
            and (due_at is not null or outcome is distinct from 'listing')
    )
