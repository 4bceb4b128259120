-- Removes stories that wait for no webhook any more, and webhooks that no file has had for a month. The stories of its
-- last look stay with a webhook: the next look sees them again.
with story as (
    delete from webhook_story using webhook
    where webhook.name = webhook_story.webhook and webhook_story.queued_at < webhook.seen_to - interval '2 days'
        and (webhook_story.delivered_at is not null or webhook_story.given_up_at is not null)
)

delete from webhook where declared_at < now() - interval '30 days'
