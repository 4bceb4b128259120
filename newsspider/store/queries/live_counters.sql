-- Counters of the workers of a run as of their last heartbeat.
select counters from worker where run = %(run)s
