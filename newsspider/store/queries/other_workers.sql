-- Other workers that lease any of these hosts.
select worker.machine, worker.process, worker.run, array_agg(host.name order by host.name) as hosts
from host
inner join worker on worker.id = host.worker
where host.outlet = %(outlet)s
    and host.name = any (%(hosts)s)
    and host.worker <> %(worker)s
    and worker.leased_until > now()
    and worker.ended_at is null
group by worker.id
order by worker.id
