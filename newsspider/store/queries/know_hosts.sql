-- The hosts that a run may crawl have a row each.
insert into host (outlet, name)
select %(outlet)s, asked.name from unnest(%(hosts)s::text[]) as asked (name)
order by asked.name
on conflict (outlet, name) do nothing
