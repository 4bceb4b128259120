-- The stored story that was published last.
select headline, url, published_at, stored_at
from article
where published_at is not null and published_at <= now() + interval '1 day'
order by published_at desc
limit 1
