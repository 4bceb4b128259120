-- Queues the stories that were stored since the last look and match the webhook's filters. A story counts as stored
-- from the begin of its transaction, so the look begins an hour earlier; the key keeps a story from coming twice.
with asked as materialized (
    select
        search_query(%(words)s) as words,
        search_filters(%(outlet)s, %(host)s, %(section)s) as keys
),

newest as materialized (
    select page_id
    from article
    where stored_at >= (
        select greatest(since, seen_to - interval '1 hour') from webhook where name = %(webhook)s
    )
),

found as (
    select newest.page_id
    from asked
    cross join newest
    -- Story by story: the planner takes the newest for a third of all, and would read every text.
    cross join lateral (
        select document from article_text where article_text.page_id = newest.page_id offset 0
    ) as story
    where (%(words)s::text is null or story.document @@ asked.words)
        and (asked.keys = '{}' or story.document @@ search_terms(asked.keys))
),

queued as (
    insert into webhook_story (page_id, webhook)
    select page_id, %(webhook)s from found
    on conflict do nothing
)

update webhook set seen_to = now()
where name = (select name from webhook where name = %(webhook)s for update skip locked)
