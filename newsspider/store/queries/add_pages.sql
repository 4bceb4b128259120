-- Addresses we have learnt of, sorted by address so that two writers never deadlock. A page that is new is
-- due now, or at rest with the reason why it is not followed; one that was too far away and is found
-- nearer becomes due; everything else only learns the shorter way to it.
insert into page as known (
    outlet, url, host, kind, depth, found_how, found_on, due_at, due_by, priority, outcome, reason
)
select
    found.outlet, found.url, found.host, found.kind, found.depth, found.found_how, origin.id,
    case when found.outcome is null then now() end,
    case when found.outcome is null then %(run)s::bigint end,
    found.priority, found.outcome, found.reason
from
    jsonb_to_recordset(%(pages)s::jsonb) as found (
        outlet text, url text, host text, kind text, depth integer, found_how text, found_on text,
        priority integer, outcome text, reason text
    )
left join page as origin on origin.url = found.found_on
order by found.url
on conflict (url) do update set
    depth = least(known.depth, excluded.depth),
    priority = case
        when known.due_at is null then excluded.priority else least(known.priority, excluded.priority)
    end,
    due_at = coalesce(known.due_at, excluded.due_at),
    due_by = case when known.due_at is null then excluded.due_by else known.due_by end,
    outcome = case when known.outcome in ('too_far', 'unfollowed') then null else known.outcome end,
    reason = case when known.outcome in ('too_far', 'unfollowed') then null else known.reason end
where excluded.due_at is not null
    and (known.outcome in ('too_far', 'unfollowed') or known.due_at is not null and excluded.depth < known.depth)
