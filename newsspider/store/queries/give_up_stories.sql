-- Gives up stories that wait for so long and failed, or whose webhook has failed for so long. Their number, if any; none
-- while another process sends to the webhook. Counting begins anew after a story that was taken.
with hook as materialized (
    select name, failing_since from webhook where name = %(webhook)s for update skip locked
),

given_up as (
    update webhook_story set given_up_at = clock_timestamp()
    from hook
    where webhook_story.webhook = hook.name
        and webhook_story.delivered_at is null and webhook_story.given_up_at is null
        and webhook_story.queued_at < now() - %(after)s
        and least(hook.failing_since, webhook_story.tried_at) < now() - %(after)s
    returning webhook_story.page_id
)

update webhook set
    given_up = case when delivered_at > given_up_at then 0 else given_up end + (select count(*) from given_up),
    given_up_at = clock_timestamp()
where name = %(webhook)s and exists (select from given_up)
returning (select count(*) from given_up)
