-- The newest run, as it judged and counted itself.
select id, verdict, reasons, counters
from run
order by id desc
limit 1
