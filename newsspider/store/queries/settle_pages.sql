-- Settles fetched pages: outcome, and the time of the next visit. A failure is retried after the waits of its
-- kind, until its tries are used up. A fresh story is revisited at the ages of REVISIT_AGES. A list is due sooner
-- the more often it changes, until its day is over. What an archive had of a page (`as_of`) is a visit of then.
update page set
    visited_at = case when visit.as_of is null then now() else greatest(visit.as_of, page.visited_at) end,
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
    hub = case when visit.names_hub then visit.hub else page.hub end,
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
        given.url,
        given.status,
        given.over,
        given.as_of,
        given.hub,
        given.outcome = 'listing' as names_hub,
        make_interval(secs => given.retry_after) as retry_after,
        decode(given.fingerprint, 'hex') as fingerprint,
        coalesce(given.etag, case when given.outcome = 'unchanged' then known.etag end) as etag,
        coalesce(given.last_modified, case when given.outcome = 'unchanged' then known.last_modified end)
            as last_modified,
        given.outcome = 'gone' as missing,
        case
            -- Gone is what has answered so twice, a day apart.
            when given.outcome = 'gone' and known.outcome is distinct from 'gone' and (
                known.failure is null
                or known.failure not in ('missing', 'gone')
                or known.visited_at > now() - interval '20 hours'
            ) then 'failed'
            when given.outcome <> 'unchanged' then given.outcome
            when given.kind = 'listing' then 'listing'
            when article.page_id is not null then 'article'
            else 'rejected'
        end as outcome,
        -- A visit that got less of a story that we have whole leaves nothing to be said or tried.
        case
            when given.outcome = 'unchanged' and given.kind = 'story' and article.page_id is null then 'NeverRead'
            when not whole.already then given.reason
        end as reason,
        case when not whole.already then given.waits end as waits,
        case when not whole.already then given.failure end as failure,
        case when not whole.already then make_interval(secs => given.waits[again.tries]) end as wait,
        again.tries,
        now() - least(coalesce(article.published_at, known.published_at, known.found_at), now()) as age,
        case
            when given.kind = 'listing' and given.outcome = 'unchanged'
                then least(coalesce(known.recheck, %(recheck_least)s) * 2, %(recheck_most)s::interval)
            when given.outcome = 'listing'
                then greatest(coalesce(known.recheck / 2, %(recheck_least)s), %(recheck_least)s::interval)
        end as recheck
    from
        jsonb_to_recordset(%(pages)s::jsonb) as given (
            url text, kind text, status integer, outcome text, reason text, failure text, missing integer, cut_to integer,
            page_count integer, waits integer[],
            retry_after double precision, etag text, last_modified text, fingerprint text, over boolean,
            as_of timestamptz, hub text
        )
    inner join page as known on known.url = given.url
    left join article on article.page_id = known.id
    cross join lateral (
        select given.missing > 0 and coalesce(
            article.missing_pages = '{}' and given.page_count <= article.page_count, false
        ) or coalesce(length(article.body) > given.cut_to, false) as already
    ) as whole
    -- Each kind of failure has tries of its own.
    cross join lateral (
        select case when known.failure is not distinct from given.failure then known.tries else 0 end + 1 as tries
    ) as again
) as visit
where page.url = visit.url
