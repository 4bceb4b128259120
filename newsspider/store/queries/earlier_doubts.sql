-- What earlier visits said of these pages that was not believed: in another run, an hour ago, most of a day ago. A
-- visit that failed meanwhile does not matter; one that brought the story clears it (settle_pages).
select
    page.url, page.fingerprint as said,
    rejection.rejected_by is distinct from %(run)s or page.visited_at <= now() - interval '1 hour' as apart,
    page.visited_at <= now() - interval '20 hours' as another_day
from page
inner join rejection on rejection.page_id = page.id
where page.url = any (%(pages)s) and page.kind = 'story' and page.fingerprint is not null
