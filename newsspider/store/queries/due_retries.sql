-- Fires whose next attempt is due.
select * from fire where again_at <= now() order by again_at
