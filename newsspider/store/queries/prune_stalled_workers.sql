-- Ends workers of this machine whose processes have died. Their hosts are free at once, not only when the lease
-- expires.
with dead as (
    update worker set ended_at = now(), finish_reason = 'died'
    where machine = %(machine)s and process = any (%(dead)s) and ended_at is null
    returning id
)

update host set worker = null
from dead
where host.worker = dead.id
