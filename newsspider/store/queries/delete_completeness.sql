-- Deletes the completeness of these days before it is counted anew.
delete from completeness where day = any (%(days)s)
