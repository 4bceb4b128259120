-- Whether any crawl has begun, or any page is known.
select exists (select from run) or exists (select from page)
