-- The next due pages of each host by priority, as many as there is room for, without those in flight, up to the
-- run's limit for the host. With a run given: only what that run made due. A list comes with the fingerprint of
-- the page before it, so that a list that repeats its stories is noticed. New pages come by priority, revisits
-- (priority 1000 and more) by time. Each half has an index of its own: neither reads through the rows of the
-- other, nor through revisits that are not due yet.
select
    page.id, page.url, page.host, page.kind, page.depth, page.found_how, page.etag, page.last_modified,
    page.fingerprint, before.fingerprint as follows, page.listed_on,
    exists (select from article where article.page_id = page.id) as stored,
    page.failure is not distinct from 'refused' as refused_before,
    page.failure = 'redirected' and page.visited_at < now() - interval '20 hours' as led_away,
    page.kind = 'listing' and exists (
        select from link
        inner join page as story on story.id = link.target_id and story.host = page.host
        where link.page_id = page.id and link.month = page.month and link.kind = 'story'
    ) as names_stories
from (
    select
        asked.outlet,
        asked.host,
        greatest(0, least(asked.room, %(host_pages)s - coalesce(host_visits.pages, 0))) as room
    from unnest(%(outlets)s::text[], %(hosts)s::text[], %(rooms)s::integer[]) as asked (outlet, host, room)
    left join host_visits
        on host_visits.run = %(of_run)s and host_visits.outlet = asked.outlet and host_visits.host = asked.host
) as wanted
cross join lateral (
    select *
    from (
        (
            select *
            from page as new
            where new.outlet = wanted.outlet
                and new.host = wanted.host
                and new.priority < 1000
                and new.due_at <= now()
                and (%(run)s::bigint is null or new.due_by = %(run)s)
                and new.id <> all (%(in_flight)s)
            order by new.priority, new.due_at, new.id
            limit wanted.room
        )
        union all
        (
            select *
            from page as again
            where again.outlet = wanted.outlet
                and again.host = wanted.host
                and again.priority >= 1000
                and again.due_at <= now()
                and (%(run)s::bigint is null or again.due_by = %(run)s)
                and again.id <> all (%(in_flight)s)
            order by again.due_at, again.id
            limit wanted.room
        )
    ) as either
    order by either.priority, either.due_at, either.id
    limit wanted.room
) as page
left join page as before on before.id = page.found_on and page.kind = 'listing'
order by page.priority, page.due_at, page.id
