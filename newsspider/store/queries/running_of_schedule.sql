-- The running fire of a schedule.
select * from fire where schedule = %(schedule)s and state = 'running'
