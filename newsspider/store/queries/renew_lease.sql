-- Renews the lease of this worker before it claims hosts, if no heartbeat has lately. It must come before
-- lock_expired_workers: two workers whose leases have both expired would wait for each other.
update worker set leased_until = now() + %(lease)s::interval
where id = %(worker)s and leased_until < now() + %(lease)s::interval / 2
