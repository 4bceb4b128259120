-- Measures of a run and outlet.
select name, value, sample from measure where run = %(run)s and outlet = %(outlet)s order by name
