-- Clears causes whose crawl was not run again for so long. A failed crawl by hand is not open for ever.
update alert set cleared_at = now()
where cleared_at is null
    and kind <> 'late'
    and last_seen < now() - %(after)s::interval
    and not exists (
        select from run
        where run.spider = alert.spider and run.arguments = alert.arguments and run.started_at > alert.last_seen
    )
