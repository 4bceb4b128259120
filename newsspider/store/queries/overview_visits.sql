-- Number of pages settled since a moment.
select count(*) from page where visited_at >= %(since)s
