-- Known pages that are due again now: what a sitemap says was modified since our last visit (but not what it dates
-- ahead of our clock, nor twice in a run), the later pages of a list whose earlier one has changed, and what gave
-- nothing so far and a list names again. Such a page is asked once a run for what robots.txt may allow by now; else
-- a day later at the soonest, each time later still. An address that led to another story may be one of its own
-- again: it is asked when that story has failed; if it leads to another host, each time after twice as long.
with again as (
    select page.id, page.outcome = 'alias' as was_alias, found.fresh
    from
        (
            select
                told.url, told.named, told.outcome,
                told.renewed
                or told.modified_at <= now() and told.modified_at > known.visited_at and this_run.before as fresh,
                told.named and this_run.before as wanted
            from
                jsonb_to_recordset(%(pages)s::jsonb) as told (
                    url text, modified_at timestamptz, renewed boolean, named boolean, outcome text
                )
            inner join page as known on known.url = told.url
            cross join lateral (
                select known.visited_at < coalesce(
                    (select started_at from run where id = %(run)s), 'infinity'
                ) as before
            ) as this_run
        ) as found
    inner join page on page.url = found.url
    left join page as story on story.id = page.alias_of
    where found.outcome is null
        and (page.due_at is null or page.due_at > now())
        and (
            found.fresh and page.outcome not in ('alias', 'too_far', 'unfollowed')
            or found.wanted and page.outcome in ('failed', 'rejected', 'gone') and (
                page.failure in ('forbidden', 'robots_unreachable')
                or page.visited_at <= now() - make_interval(hours => 20 * least(20, greatest(1, page.tries - 2)))
            )
            or found.wanted and story.outcome in ('failed', 'rejected', 'gone')
            -- An alias with tries leads to another story than its form says: it may have done so for a night. So may
            -- one that leads to another host.
            or found.wanted and page.outcome = 'alias' and page.tries > 0
                and page.visited_at <= now() - interval '1 day'
            or found.wanted and story.host <> page.host
                and now() - page.visited_at >= page.visited_at - page.found_at
        )
    order by page.id
    for update of page
)

update page set
    due_at = now(), due_by = %(run)s,
    tries = case when again.fresh then 0 else page.tries end,
    alias_of = null,
    outcome = case when again.was_alias then null else page.outcome end,
    reason = case when again.was_alias then null else page.reason end
from again
where page.id = again.id
