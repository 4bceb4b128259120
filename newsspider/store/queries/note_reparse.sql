-- Notes how far a reparse is and what it has counted, and that it has ended.
update reparse set
    read_to = %(read_to)s, counts = %(counts)s::jsonb, seen_at = now(),
    ended_at = case when %(ended)s then now() end
where id = %(reparse)s
