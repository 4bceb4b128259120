-- Processes of this machine that are no more: their hosts are free at once, not only after the lease.
with dead as (
    update worker set ended_at = now(), finish_reason = 'died'
    where machine = %(machine)s and process = any (%(dead)s) and ended_at is null
    returning id
)

update host set worker = null, leased_until = '-infinity'
from dead
where host.worker = dead.id
