-- The months of these pages.
select distinct month from page where url = any (%(urls)s::text[])
