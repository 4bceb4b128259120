-- Saves a worker's counts of requests since it began. Saved twice they are the same.
insert into fetch_count (run, worker, outlet, host, status, bucket, fetches, bytes, month)
select %(of_run)s, %(worker)s, given.outlet, given.host, given.status, given.bucket, given.fetches, given.bytes,
    (select month from run where id = %(of_run)s)
from jsonb_to_recordset(%(fetches)s::jsonb) as given (
    outlet text, host text, status integer, bucket integer, fetches bigint, bytes bigint
)
on conflict (run, host, status, bucket, outlet, worker, month) do update set
    fetches = excluded.fetches, bytes = excluded.bytes
