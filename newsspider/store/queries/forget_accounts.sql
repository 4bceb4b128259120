-- The accounts of these days are counted anew.
delete from account where day = any (%(days)s)
