-- The crawl's process, and where its log is.
update fire set process = %(process)s, log = %(log)s
where id = %(fire)s and attempt = %(attempt)s and state = 'running'
