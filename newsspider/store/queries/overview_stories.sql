-- A few stored stories of different layouts: those with most of what a reader would ask about.
with candidate as (
    select distinct on (article.layout)
        article.*,
        cardinality(article.authors) > 0 as has_author,
        (
            select count(*) from link
            where link.page_id = article.page_id and link.kind = 'baca_juga'
        ) as read_also
    from article
    where article.published_at is not null and jsonb_array_length(article.blocks) > 2
    order by
        article.layout, has_author desc, read_also desc, article.published_at desc, article.url
)

select
    headline,
    url,
    layout,
    authors,
    published_at,
    section,
    blocks -> 0 ->> 'text' as opening,
    jsonb_array_length(blocks) as blocks,
    array(
        -- One line of each rule first, boilerplate before credits.
        select cut.text
        from (
            select
                removed.text,
                removed.rule,
                removed.position,
                row_number() over (partition by removed.rule order by removed.position) as turn
            from removed
            where removed.page_id = candidate.page_id
        ) as cut
        order by
            cut.turn,
            array_position(array['tribunx_banner', 'baca_juga', 'read_more', 'topic_callout'], cut.rule),
            cut.position
    ) as removed
from candidate
order by has_author desc, read_also desc, published_at desc, url
limit %(limit)s
