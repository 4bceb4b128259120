-- Removes stories that wait for no webhook any more, and webhooks that no file has had for a month.
with story as (
    delete from webhook_story
    where queued_at < now() - interval '2 days' and (delivered_at is not null or given_up_at is not null)
)

delete from webhook where declared_at < now() - interval '30 days'
