-- Adds a webhook that is new: it gets the stories of the newest run, and later ones.
insert into webhook (name, since, seen_to)
select %(webhook)s, newest.began, newest.began
from (select coalesce(max(started_at), now()) as began from run) as newest
on conflict (name) do nothing
