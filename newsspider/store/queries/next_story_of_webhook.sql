-- The next story to send, of those that failed least. The webhook is locked by a statement before this one, or this one
-- could see a story as waiting that another process has just sent.
select
    article.page_id as number, article.url, article.outlet, split_part(article.url, '/', 3) as host,
    article.headline, article.lead, article.section, article.authors, article.tags, article.language,
    article.published_at, article.stored_at
from webhook_story
inner join article on article.page_id = webhook_story.page_id
where webhook_story.webhook = %(webhook)s
    and webhook_story.delivered_at is null and webhook_story.given_up_at is null
order by webhook_story.tries, webhook_story.page_id
limit 1
