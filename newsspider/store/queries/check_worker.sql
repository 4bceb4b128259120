-- Whether this worker is in the database. One of another database may have its number: its start is another time.
select from worker
where id = %(worker)s and run = %(of_run)s and started_at = %(started_at)s
