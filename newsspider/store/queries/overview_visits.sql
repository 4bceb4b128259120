-- How many pages have been settled since a moment: what a running crawl has done so far.
select count(*) from page where visited_at >= %(since)s
