-- Marks a run as evaluated by the alerts.
update run set evaluated_at = now() where id = %(run)s
