-- Saves aliases: addresses that show a story which has another address. Links to an alias lead to the story. An
-- alias is at rest, unless its form does not belong to the story: then it is due again after its waits, because it
-- may have led there for a night only. A story that was stored under it stays, marked gone.
with given as (
    select alias.*, coalesce(story.alias_of, story.id) as story_id, again.tries
    from
        jsonb_to_recordset(%(aliases)s::jsonb) as alias (
            outlet text, url text, host text, story text, found_how text, visited boolean, status integer,
            waits integer[]
        )
    inner join page as story on story.url = alias.story
    left join page as known on known.url = alias.url
    cross join lateral (
        select case
            when alias.waits is null then 0
            when known.alias_of is null then 1
            else known.tries + 1
        end as tries
    ) as again
    where alias.url <> alias.story
        -- Two addresses never stand for each other: what leads back stays due, and is followed the next time.
        and coalesce(story.alias_of, story.id) is distinct from known.id
),

kept as (
    insert into page as known (
        outlet, url, host, kind, depth, found_how, found_on, outcome, reason, alias_of, visited_at, status, tries,
        due_at, priority
    )
    select
        outlet, url, host, 'story', 0, found_how, story_id, 'alias', 'another address of a story', story_id,
        case when visited then now() end, status, tries, now() + make_interval(secs => waits[tries]),
        case when waits is null then 0 else %(revisit_priority)s end
    from given
    order by url
    on conflict (url) do update set
        alias_of = excluded.alias_of, outcome = 'alias', reason = excluded.reason, due_at = excluded.due_at, due_by = null,
        tries = excluded.tries, priority = greatest(known.priority, excluded.priority), failure = null,
        visited_at = coalesce(excluded.visited_at, known.visited_at),
        status = coalesce(excluded.status, known.status), etag = null, last_modified = null
    returning id, alias_of
),

led as (
    update link set target_id = kept.alias_of from kept where link.target_id = kept.id
),

earlier as (
    update page set alias_of = kept.alias_of from kept where page.alias_of = kept.id and page.id <> kept.alias_of
)

update article set gone_at = now()
from kept
where article.page_id = kept.id and article.gone_at is null
