-- What a run wrote down of itself.
select name, value, sample from measure where run = %(run)s order by name
