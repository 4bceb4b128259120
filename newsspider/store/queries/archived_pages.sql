-- Pages of the archive after a page number, with what is stored of each.
select
    archived.page as page_number, archived.url as page_url, archived.outlet as page_outlet, page.depth,
    archived.captured_at, parts.captures, story_links.links, story_cuts.cuts, article.*
from ops.archived_pages as archived
inner join page on page.id = archived.page
left join article on article.page_id = archived.page
cross join lateral (
    select jsonb_agg(
        jsonb_build_array(
            capture.url, capture.file, capture.record_offset, capture.record_length, encode(capture.digest, 'hex')
        ) order by capture.part, capture.id
    ) as captures
    from capture
    where capture.page_id = archived.page and capture.captured_at = archived.captured_at
) as parts
left join lateral (
    select jsonb_agg(jsonb_build_array(link.kind, link.url, link.anchor, link.title) order by link.position) as links
    from link
    where link.page_id = article.page_id
) as story_links on true
left join lateral (
    select jsonb_agg(jsonb_build_array(removed.position, removed.rule, removed.text) order by removed.position) as cuts
    from removed
    where removed.page_id = article.page_id
) as story_cuts on true
where archived.page > %(after)s
    and (%(outlet)s::text is null or archived.outlet = %(outlet)s)
    and (%(hosts)s::text[] is null or archived.host = any (%(hosts)s))
    and (%(layout)s::text is null or archived.layout = %(layout)s)
    and (not %(generic)s or archived.reading = 'generic')
    and (not %(rejections)s or archived.reading is null)
    and (%(since)s::date is null or (archived.captured_at at time zone 'Asia/Jakarta')::date >= %(since)s)
    and (%(until)s::date is null or (archived.captured_at at time zone 'Asia/Jakarta')::date <= %(until)s)
    and (
        %(rule)s::text is null
        or exists (select from removed where removed.page_id = archived.page and removed.rule = %(rule)s)
    )
order by archived.page
limit %(limit)s
