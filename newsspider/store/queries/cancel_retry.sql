-- Cancels the retry of a fire: its time is over, or nobody knows its schedule now.
update fire set
    again_at = null,
    reason = reason || '; not tried again, for nobody was there in time'
where id = %(fire)s and attempt = %(attempt)s and again_at is not null
