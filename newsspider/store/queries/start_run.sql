-- The run's own row, before its first request.
insert into run (spider, arguments, version) values (%(spider)s, %(arguments)s::jsonb, %(version)s)
returning id
