-- How many stories appeared in each hour of the newsroom's clock, of a day and of the days before it.
select
    (article.published_at at time zone 'Asia/Jakarta')::date as day,
    extract(hour from article.published_at at time zone 'Asia/Jakarta')::integer as part,
    count(*)::integer as stories
from article
where article.published_at >= (%(day)s::date - %(days)s::integer)::timestamp at time zone 'Asia/Jakarta'
    and article.published_at < (%(day)s::date + 1)::timestamp at time zone 'Asia/Jakarta'
group by 1, 2
