-- Webhooks with the number of stories that wait for each, and since when. One that no process has read from its file for
-- eight days was taken out of it: a weekly crawl reads it every seven.
select
    webhook.name, webhook.filters, webhook.failures, webhook.failing_since, webhook.next_try_at,
    webhook.error, webhook.delivered, webhook.delivered_at, webhook.given_up, webhook.given_up_at,
    count(webhook_story.page_id) as waiting, min(webhook_story.queued_at) as waiting_since
from webhook
left join webhook_story
    on webhook_story.webhook = webhook.name
        and webhook_story.delivered_at is null and webhook_story.given_up_at is null
where webhook.declared_at > now() - interval '8 days'
group by webhook.name
order by webhook.name
