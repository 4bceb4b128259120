-- How many stories of each layout were stored on each of the last days.
select
    (article.stored_at at time zone 'Asia/Jakarta')::date as day,
    article.layout as part,
    count(*)::integer as stories
from article
where article.stored_at >= (%(day)s::date - %(days)s::integer)::timestamp at time zone 'Asia/Jakarta'
group by 1, 2
