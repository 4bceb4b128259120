-- The next story to send, of those that failed least; none while it is too early, or another process sends one. The
-- webhook is locked until the end of the transaction.
with hook as materialized (
    select name from webhook
    where name = %(webhook)s and next_try_at <= clock_timestamp()
    for update skip locked
)

select
    article.page_id as number, article.url, article.outlet, split_part(article.url, '/', 3) as host,
    article.headline, article.lead, article.section, article.authors, article.tags, article.language,
    article.published_at, article.stored_at
from hook
inner join webhook_story on webhook_story.webhook = hook.name
inner join article on article.page_id = webhook_story.page_id
where webhook_story.delivered_at is null and webhook_story.given_up_at is null
order by webhook_story.tries, webhook_story.page_id
limit 1
