-- Adds the outlets of a run.
insert into run_outlet (run, outlet)
select %(run)s, unnest(%(outlets)s::text[])
on conflict (run, outlet) do nothing
