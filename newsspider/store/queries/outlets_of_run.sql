-- Outlets of a run with their verdicts, the worst first.
select outlet, verdict, reasons, pages, rejections, stories_new, stories_changed
from run_outlet
where run = %(run)s
order by array_position(array['failed', 'degraded', 'ok'], verdict), outlet
