-- What this process has counted of its requests since it began, thing by thing: done twice it is the same.
insert into fetched (run, worker, outlet, host, status, bucket, fetches, bytes)
select %(of_run)s, %(worker)s, %(outlet)s, told.host, told.status, told.bucket, told.fetches, told.bytes
from jsonb_to_recordset(%(fetches)s::jsonb) as told (
    host text, status integer, bucket integer, fetches bigint, bytes bigint
)
on conflict (run, host, status, bucket, outlet, worker) do update set
    fetches = excluded.fetches, bytes = excluded.bytes
