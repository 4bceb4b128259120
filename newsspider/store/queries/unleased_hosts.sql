-- Those of these hosts that this worker does not lease. A host may have a row of an earlier outlet too, which nobody
-- leases.
select name
from host
where name = any (%(hosts)s)
group by name
having not bool_or(worker is not distinct from %(worker)s)
