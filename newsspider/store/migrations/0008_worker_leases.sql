-- A worker has one lease for all its hosts: a heartbeat writes one row, however many hosts it keeps.

alter table worker
add column leased_until timestamptz not null default '-infinity',
add column hosts integer not null default 0;
update worker set leased_until = held.leased_until, hosts = held.hosts
from (
    select worker, max(leased_until) as leased_until, count(*) as hosts
    from host
    where leased_until > now()
    group by worker
) as held
where held.worker = worker.id;
update host set worker = null where worker is not null and leased_until <= now();
alter table host drop column leased_until;
