-- Notes the crawl's process and its log.
update fire set process = %(process)s, log = %(log)s
where id = %(fire)s and attempt = %(attempt)s and state = 'running'
