-- Notes that a webhook took a story.
with story as (
    update webhook_story set delivered_at = clock_timestamp() where webhook = %(webhook)s and page_id = %(story)s
)

update webhook set
    delivered = delivered + 1, delivered_at = clock_timestamp(), failures = 0, failing_since = null, error = ''
where name = %(webhook)s
