-- The stored story of a day in Jakarta that was published last.
select headline, url, published_at, stored_at
from article
where published_at >= %(day)s::date::timestamp at time zone 'Asia/Jakarta'
    and published_at < (%(day)s::date + 1)::timestamp at time zone 'Asia/Jakarta'
order by published_at desc
limit 1
