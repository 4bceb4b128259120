-- Folds the rows of each connection into one row (writer 0). A row that is being written stays for the next time,
-- so nobody waits. One process at a time folds.
with ours as materialized (
    select pg_try_advisory_xact_lock(hashtext('newsspider: the tallies are folded')) as turn
),

unfolded as materialized (
    select what, day, outlet, name, writer
    from tally
    where writer <> 0 and (select turn from ours)
    for update skip locked
),

taken as (
    delete from tally
    using unfolded
    where (tally.what, tally.day, tally.outlet, tally.name, tally.writer)
        = (unfolded.what, unfolded.day, unfolded.outlet, unfolded.name, unfolded.writer)
    returning tally.*
)

insert into tally as known (what, day, outlet, name, writer, stored, published, filled)
select what, day, outlet, name, 0, sum(stored), sum(published), sum(filled)
from taken
group by what, day, outlet, name
on conflict (what, day, outlet, name, writer) do update set
    stored = known.stored + excluded.stored, published = known.published + excluded.published,
    filled = known.filled + excluded.filled
