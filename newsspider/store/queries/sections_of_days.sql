-- How many stories of each section appeared, on a day and on the days before it.
select
    (article.published_at at time zone 'Asia/Jakarta')::date as day,
    coalesce(article.section, '') as part,
    count(*)::integer as stories
from article
where article.published_at >= (%(day)s::date - %(days)s::integer)::timestamp at time zone 'Asia/Jakarta'
    and article.published_at < (%(day)s::date + 1)::timestamp at time zone 'Asia/Jakarta'
group by 1, 2
