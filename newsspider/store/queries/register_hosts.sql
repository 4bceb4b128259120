-- Adds hosts that have no row yet.
insert into host (outlet, name)
select %(outlet)s, asked.name from unnest(%(hosts)s::text[]) as asked (name)
order by asked.name
on conflict (outlet, name) do nothing
