-- The same for the links.
with ours as materialized (
    select pg_try_advisory_xact_lock(hashtext('newsspider: the tallies are folded')) as turn
),

unfolded as materialized (
    select kind, writer from link_tally where writer <> 0 and (select turn from ours) for update skip locked
),

taken as (
    delete from link_tally
    using unfolded
    where link_tally.kind = unfolded.kind and link_tally.writer = unfolded.writer
    returning link_tally.*
)

insert into link_tally as known (kind, writer, links, resolved)
select kind, 0, sum(links), sum(resolved) from taken group by kind
on conflict (kind, writer) do update set
    links = known.links + excluded.links, resolved = known.resolved + excluded.resolved
