-- Makes this run the owner of what an interrupted backfill of these days left due. Lists of these days that were
-- given up are tried again.
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
