-- Saves the measures of a run.
insert into measure (run, name, value, sample)
select %(run)s, given.name, given.value, given.sample
from jsonb_to_recordset(%(measures)s::jsonb) as given (name text, value double precision, sample integer)
on conflict (run, name) do update set value = excluded.value, sample = excluded.sample
