-- Saves the backlog of each outlet at the end of a run. Saved twice it is the newest.
insert into backlog (run, outlet, new_due, new_later, again_due, again_later, oldest_due_at)
select
    %(run)s, outlet, sum(new_due), sum(new_later), sum(again_due), sum(again_later), min(oldest_due_at)
from ops.frontier
group by outlet
on conflict (run, outlet) do update set
    new_due = excluded.new_due, new_later = excluded.new_later, again_due = excluded.again_due,
    again_later = excluded.again_later, oldest_due_at = excluded.oldest_due_at, counted_at = excluded.counted_at
