-- Stories that may be copies of these: of each the ones with most bands in common, of those with one band only a few.
-- Of a band that many stories have, only those that appeared on the nearest days are looked at. Stories that are more
-- days apart are never compared.
with asked as (
    select own.page_id, (own.at at time zone 'Asia/Jakarta')::date as day, held.band
    from story_cluster as own
    cross join lateral unnest(own.bands) as held (band)
    where own.page_id = any(%(stories)s)
),

met as (
    select asked.page_id, near.page_id as other_id, count(*) as bands
    from asked
    cross join lateral (
        (
            select page_id
            from story_band
            where band = asked.band and day between asked.day - %(days)s and asked.day
                and page_id <> asked.page_id
            order by day desc
            limit %(nearest)s
        )
        union all
        (
            select page_id
            from story_band
            where band = asked.band and day > asked.day and day <= asked.day + %(days)s
            order by day
            limit %(nearest)s
        )
    ) as near
    group by asked.page_id, near.page_id
),

ranked as (
    select
        page_id, other_id, bands,
        row_number() over (partition by page_id order by bands desc, other_id) as place
    from met
)

select ranked.page_id, ranked.other_id, own.cluster, other.cluster as other_cluster
from ranked
inner join story_cluster as own on own.page_id = ranked.page_id
inner join story_cluster as other on other.page_id = ranked.other_id
where ranked.place <= case when ranked.bands > 1 then %(compared)s else %(with_one_band)s end
order by ranked.page_id, ranked.place
