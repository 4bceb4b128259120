-- Measures of a run.
select name, value, sample from measure where run = %(run)s order by name
