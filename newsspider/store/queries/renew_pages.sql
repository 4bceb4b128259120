-- Makes known pages due again: pages that a sitemap says were modified since our last visit (not those dated ahead
-- of our clock, nor twice in a run), later pages of a list whose earlier page has changed, and pages that gave
-- nothing so far and are named again. The latter are fetched again after a day, each time later still; once a run
-- if robots.txt may allow it by now. An address that led to another story may be one of its own again: it is due
-- when that story has failed. If it leads to another host, the wait doubles each time.
with again as (
    select page.id, page.outcome = 'alias' as was_alias, found.fresh
    from
        (
            select
                given.url, given.named, given.outcome,
                given.renewed
                or given.modified_at <= now() and given.modified_at > known.visited_at and this_run.before as fresh,
                given.named and this_run.before as wanted
            from
                jsonb_to_recordset(%(pages)s::jsonb) as given (
                    url text, modified_at timestamptz, renewed boolean, named boolean, outcome text
                )
            inner join page as known on known.url = given.url
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
