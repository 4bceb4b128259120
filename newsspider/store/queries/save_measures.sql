-- Saves the measures of a run and outlet.
insert into measure (run, outlet, name, value, sample)
select %(run)s, %(outlet)s, given.name, given.value, given.sample
from jsonb_to_recordset(%(measures)s::jsonb) as given (name text, value double precision, sample integer)
on conflict (run, outlet, name) do update set value = excluded.value, sample = excluded.sample
