-- The newest run with its verdict and counters.
select id, verdict, reasons, counters
from run
order by id desc
limit 1
