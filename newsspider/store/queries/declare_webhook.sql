-- Declares a webhook as its file has it. A new one is told of the stories of the newest run, and of later ones.
insert into webhook (name, filters, since, seen_to)
select %(webhook)s, %(filters)s, newest.began, newest.began
from (select coalesce(max(started_at), now()) as began from run) as newest
on conflict (name) do update set filters = excluded.filters, declared_at = now()
