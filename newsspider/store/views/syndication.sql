create or replace view ops.syndication as
select
    date_trunc('month', own.at at time zone 'Asia/Jakarta')::date as month,
    copy.outlet,
    copy.host,
    original.outlet as from_outlet,
    original.host as from_host,
    count(*) as copies,
    count(*) filter (where own.credits <> '[]') as credited,
    percentile_cont(0.5) within group (
        order by extract(epoch from own.at - first.at)::double precision / 60
    ) as median_minutes,
    avg(own.similarity)::double precision as similarity
from story_cluster as own
cross join lateral (
    select member.page_id, member.at
    from story_cluster as member
    where member.cluster = own.cluster
    order by member.at, member.page_id
    limit 1
) as first
inner join page as copy on copy.id = own.page_id
inner join page as original on original.id = first.page_id
where own.similarity is not null and first.page_id <> own.page_id
group by 1, 2, 3, 4, 5;

comment on view ops.syndication is 'Who copies whom: one row a month, host and host of the originals, also where both are the same. Copies are counted in the month in which they appeared.';
comment on column ops.syndication.month is 'First day of the month, in Jakarta.';
comment on column ops.syndication.outlet is 'Outlet of the copies.';
comment on column ops.syndication.host is 'Host of the copies.';
comment on column ops.syndication.from_outlet is 'Outlet of the originals.';
comment on column ops.syndication.from_host is 'Host of the originals.';
comment on column ops.syndication.copies is 'How many stories are copies.';
comment on column ops.syndication.credited is 'How many of them name another publisher on their page.';
comment on column ops.syndication.median_minutes is 'Median of the minutes from the original to its copy.';
comment on column ops.syndication.similarity is 'What copies share with the story that they were found by, on average from 0 to 1.';
