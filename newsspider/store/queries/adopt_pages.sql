-- What an interrupted backfill of these days left due belongs to this run.
update page set due_by = %(run)s
where outlet = %(outlet)s
    and host = any (%(hosts)s)
    and listed_on between %(since)s and %(until)s
    and due_at is not null
    and (kind = 'story' or starts_with(url, 'https://' || host || %(prefix)s))
