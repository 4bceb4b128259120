-- The fire of this schedule that runs, if one does.
select * from fire where schedule = %(schedule)s and state = 'running'
