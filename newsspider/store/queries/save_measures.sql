-- What a run measured.
insert into measure (run, name, value, sample)
select %(run)s, told.name, told.value, told.sample
from jsonb_to_recordset(%(measures)s::jsonb) as told (name text, value double precision, sample integer)
on conflict (run, name) do update set value = excluded.value, sample = excluded.sample
