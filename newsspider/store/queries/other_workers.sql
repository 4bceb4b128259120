-- Other workers that lease any of these hosts.
select worker.machine, worker.process, worker.run, array_agg(host.name order by host.name) as hosts
from unnest(%(outlets)s::text[], %(hosts)s::text[]) as asked (outlet, name)
inner join host on host.outlet = asked.outlet and host.name = asked.name
inner join worker on worker.id = host.worker
where host.worker <> %(worker)s
    and worker.leased_until > now()
    and worker.ended_at is null
group by worker.id
order by worker.id
