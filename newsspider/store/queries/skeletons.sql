-- Pages rejected in the last days, by their skeleton. `page` is the newest of them, gzip-compressed.
with grouped as (
    select
        outlet, skeleton,
        count(*)::integer as pages,
        array_agg(distinct split_part(url, '/', 3)) as hosts,
        array_agg(distinct reason) as reasons,
        min(alike_since) as first_seen,
        max(rejected_at) as last_seen,
        (array_agg(url order by rejected_at desc, url))[:5] as examples,
        (array_agg(page_id order by rejected_at desc, url))[1] as newest
    from rejection
    where skeleton is not null
        and rejected_at >= now() - make_interval(days => %(days)s)
    group by outlet, skeleton
)

select
    grouped.outlet, grouped.skeleton, grouped.pages, grouped.hosts, grouped.reasons, grouped.first_seen, grouped.last_seen, grouped.examples,
    rejection.body as page
from grouped
inner join rejection on rejection.page_id = grouped.newest
order by grouped.pages desc, grouped.first_seen desc, grouped.skeleton
limit 50
