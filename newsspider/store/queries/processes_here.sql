-- The processes that crawl on this machine, as far as we know.
select process from worker where machine = %(machine)s and ended_at is null
