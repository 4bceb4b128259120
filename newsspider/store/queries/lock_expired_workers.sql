-- Workers that have hosts and whose lease has expired. They cannot renew it until this transaction ends, so what is
-- claimed from them is lost to them at their next heartbeat. One that renews it at this moment is left out. One that
-- has ended may have hosts still: its last claim was under way when it was killed and pruned.
select id
from worker
where leased_until <= now()
    and id <> %(worker)s
    and id in (select worker from host where worker is not null)
for share skip locked
