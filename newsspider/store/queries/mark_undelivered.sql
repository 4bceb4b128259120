-- Notes that a webhook did not take a story. The next one is sent after 15 s, then after twice as long, up to an hour.
with story as (
    update webhook_story set tries = tries + 1, tried_at = coalesce(tried_at, clock_timestamp())
    where webhook = %(webhook)s and page_id = %(story)s
)

update webhook set
    failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp()), error = %(error)s,
    next_try_at = clock_timestamp() + least(interval '15 seconds' * 2 ^ least(failures, 10), interval '1 hour')
where name = %(webhook)s
