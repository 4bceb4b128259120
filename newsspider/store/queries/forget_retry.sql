-- This fire is not tried again after all: nobody was there when it was due, or nobody knows its schedule now.
update fire set
    again_at = null,
    reason = reason || '; not tried again, for nobody was there in time'
where id = %(fire)s and attempt = %(attempt)s and again_at is not null
