-- Processes of the workers that should be alive on this machine.
select process from worker where machine = %(machine)s and ended_at is null
