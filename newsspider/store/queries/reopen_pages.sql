-- Makes due what earlier runs left out because they went less far, followed fewer kinds of links, or crawled fewer
-- hosts. What a list named and no run of ours fetches (dropped) stays. A backfill reopens only what the stories of
-- its days lead to.
update page set due_at = now(), due_by = %(run)s, outcome = null, reason = null, tries = 0
where page.outlet = %(outlet)s
    and page.host = any (%(hosts)s)
    and page.outcome in ('too_far', 'unfollowed')
    and not starts_with(page.reason, 'dropped: ')
    and page.depth <= %(depth)s
    and (page.found_how <> all (%(kinds)s) or page.found_how = any (%(follow)s))
    and (
        %(since)s::date is null
        or exists (
            select from page as origin
            where origin.id = page.found_on and origin.listed_on between %(since)s and %(until)s
        )
    )
