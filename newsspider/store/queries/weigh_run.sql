-- The alerts have taken note of how this run ended.
update run set weighed_at = now() where id = %(run)s
