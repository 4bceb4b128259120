-- Adds found pages, sorted by address, so that two writers never deadlock. A new page is due now, or at rest with
-- the reason why it is not followed. A page that was too far away and is found nearer becomes due. Any other page
-- learns the shorter way to it and when it appeared. A backfill takes over what others made due of its days. A
-- page that learns nothing is not touched: its row would be locked, and its writer would wait.
insert into page as known (
    outlet, url, host, kind, depth, found_how, found_on, due_at, due_by, priority, outcome, reason,
    published_at, listed_on
)
select
    found.outlet, found.url, found.host, found.kind, found.depth, found.found_how, origin.id,
    case when found.outcome is null then now() end,
    case when found.outcome is null then %(run)s::bigint end,
    found.priority, found.outcome, found.reason, found.published_at, found.listed_on
from
    jsonb_to_recordset(%(pages)s::jsonb) as found (
        outlet text, url text, host text, kind text, depth integer, found_how text, found_on text,
        priority integer, outcome text, reason text, published_at timestamptz, listed_on date
    )
left join page as origin on origin.url = found.found_on
left join page as known on known.url = found.url
where known.id is null
    or found.outcome is null and known.alias_of is null and (
        known.outcome in ('too_far', 'unfollowed')
        or known.due_at is not null and found.depth < known.depth
        or known.due_at is not null and %(takes_over)s
        or known.published_at is null and found.published_at is not null
        or known.listed_on is null and found.listed_on is not null
    )
order by found.url
on conflict (url) do update set
    -- What one outlet leaves out, because it is not its own, another may fetch.
    outlet = case when known.outcome in ('too_far', 'unfollowed') then excluded.outlet else known.outlet end,
    kind = case when known.outcome in ('too_far', 'unfollowed') then excluded.kind else known.kind end,
    depth = least(known.depth, excluded.depth),
    priority = case
        when known.due_at is null then excluded.priority else least(known.priority, excluded.priority)
    end,
    due_at = case when known.outcome in ('too_far', 'unfollowed') then excluded.due_at else known.due_at end,
    due_by = case
        when known.outcome in ('too_far', 'unfollowed') or %(takes_over)s then excluded.due_by else known.due_by
    end,
    outcome = case when known.outcome in ('too_far', 'unfollowed') then null else known.outcome end,
    reason = case when known.outcome in ('too_far', 'unfollowed') then null else known.reason end,
    published_at = coalesce(known.published_at, excluded.published_at),
    listed_on = coalesce(known.listed_on, excluded.listed_on)
where excluded.due_at is not null and known.alias_of is null
