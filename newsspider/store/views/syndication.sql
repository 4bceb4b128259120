-- Uses copies.
create or replace view ops.syndication as
select
    date_trunc('month', copy.at at time zone 'Asia/Jakarta')::date as month,
    copy.outlet,
    copy.host,
    original.outlet as from_outlet,
    split_part(original.url, '/', 3) as from_host,
    count(*) as copies,
    count(*) filter (where copy.credits <> '[]') as credited,
    percentile_cont(0.5) within group (
        order by extract(epoch from copy.at - of_original.at)::double precision / 60
    ) as median_minutes,
    avg(copy.similarity)::double precision as similarity
from ops.copies as copy
inner join article as original on original.page_id = copy.original
inner join story_cluster as of_original on of_original.page_id = copy.original
where copy.similarity is not null and not copy.is_original
group by 1, copy.outlet, copy.host, original.outlet, split_part(original.url, '/', 3);

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
