-- Workers that have hosts and whose lease has expired. They cannot renew it until this transaction ends, so what is
-- claimed from them is lost to them at their next heartbeat. One that renews it at this moment is left out.
select id
from worker
where ended_at is null
    and leased_until <= now()
    and id <> %(worker)s
    and exists (select from host where host.worker = worker.id)
for share skip locked
