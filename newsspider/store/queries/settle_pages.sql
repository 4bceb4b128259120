-- What came of each fetched page, and when it is asked for again: a page that gave nothing after the wait that
-- its kind of failure has, until its tries are used up; a fresh story at the ages of REVISIT_AGES; a list
-- sooner the more often it changes, until its day is over.
update page set
    visited_at = now(),
    status = visit.status,
    outcome = visit.outcome,
    alias_of = null,
    reason = visit.reason,
    priority = case when visit.outcome = 'article' then greatest(page.priority, %(revisit_priority)s) else page.priority end,
    tries = case when visit.waits is null then 0 else visit.tries end,
    failure = visit.failure,
    etag = case when visit.waits is null or visit.missing then visit.etag else page.etag end,
    last_modified = case
        when visit.waits is null or visit.missing then visit.last_modified else page.last_modified
    end,
    -- Of a list what it named last, of a story what was not believed of it, until it is read again.
    fingerprint = case when visit.outcome <> 'article' then coalesce(visit.fingerprint, page.fingerprint) end,
    recheck = coalesce(visit.recheck, page.recheck),
    due_by = %(run)s,
    due_at = now() + case
        when visit.wait is not null then greatest(visit.wait, visit.retry_after)
        when visit.outcome = 'listing' and not visit.over then visit.recheck
        when visit.outcome = 'article' then (
            select min(age) - visit.age from unnest(%(revisit_ages)s::interval[]) as ages (age)
            where ages.age > visit.age
        )
    end
from (
    select
        told.url,
        told.status,
        told.over,
        make_interval(secs => told.retry_after) as retry_after,
        decode(told.fingerprint, 'hex') as fingerprint,
        coalesce(told.etag, case when told.outcome = 'unchanged' then known.etag end) as etag,
        coalesce(told.last_modified, case when told.outcome = 'unchanged' then known.last_modified end)
            as last_modified,
        told.outcome = 'gone' as missing,
        case
            -- Gone is what has answered so twice, a day apart.
            when told.outcome = 'gone' and known.outcome is distinct from 'gone' and (
                known.failure is null
                or known.failure not in ('missing', 'gone')
                or known.visited_at > now() - interval '20 hours'
            ) then 'failed'
            when told.outcome <> 'unchanged' then told.outcome
            when told.kind = 'listing' then 'listing'
            when article.page_id is not null then 'article'
            else 'rejected'
        end as outcome,
        -- A visit that got less of a story that we have whole leaves nothing to be said or tried.
        case
            when told.outcome = 'unchanged' and told.kind = 'story' and article.page_id is null then 'NeverRead'
            when not whole.already then told.reason
        end as reason,
        case when not whole.already then told.waits end as waits,
        case when not whole.already then told.failure end as failure,
        case when not whole.already then make_interval(secs => told.waits[again.tries]) end as wait,
        again.tries,
        now() - least(coalesce(article.published_at, known.published_at, known.found_at), now()) as age,
        case
            when told.kind = 'listing' and told.outcome = 'unchanged'
                then least(coalesce(known.recheck, %(recheck_least)s) * 2, %(recheck_most)s::interval)
            when told.outcome = 'listing'
                then greatest(coalesce(known.recheck / 2, %(recheck_least)s), %(recheck_least)s::interval)
        end as recheck
    from
        jsonb_to_recordset(%(pages)s::jsonb) as told (
            url text, kind text, status integer, outcome text, reason text, failure text, missing integer, cut_to integer,
            page_count integer, waits integer[],
            retry_after double precision, etag text, last_modified text, fingerprint text, over boolean
        )
    inner join page as known on known.url = told.url
    left join article on article.page_id = known.id
    cross join lateral (
        select told.missing > 0 and coalesce(
            article.missing_pages = '{}' and told.page_count <= article.page_count, false
        ) or coalesce(length(article.body) > told.cut_to, false) as already
    ) as whole
    -- Each kind of failure has tries of its own.
    cross join lateral (
        select case when known.failure is not distinct from told.failure then known.tries else 0 end + 1 as tries
    ) as again
) as visit
where page.url = visit.url
