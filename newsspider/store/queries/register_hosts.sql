-- Adds hosts that have no row yet.
insert into host (outlet, name)
select asked.outlet, asked.name from unnest(%(outlets)s::text[], %(hosts)s::text[]) as asked (outlet, name)
order by asked.outlet, asked.name
on conflict (outlet, name) do nothing
