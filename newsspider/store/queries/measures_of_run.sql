-- Measures of the stories of an outlet that a run stored first: value and sample.
with story as materialized (
    select
        article.page_id, page.month, article.layout, article.headline, article.lead, article.dateline, article.authors,
        article.editors, article.source, article.published_at, article.modified_at, article.section,
        article.breadcrumb, article.tags, article.images, article.stored_at, article.body, article.word_count,
        split_part(article.url, '/', 3) as host
    from article
    inner join page on page.id = article.page_id
    where article.stored_by = %(run)s and article.outlet = %(outlet)s
),

-- By story, in the month of each: a join would read the links and cuts of all months.
shown as materialized (
    select link.kind
    from story
    cross join lateral (
        select link.kind from link where link.page_id = story.page_id and link.month = story.month offset 0
    ) as link
),

cut as (
    select removed.rule
    from story
    cross join lateral (
        select removed.rule from removed where removed.page_id = story.page_id and removed.month = story.month offset 0
    ) as removed
),

total as (select count(*)::integer as number from story),

filled as (
    select
        field.name,
        field.there
    from story
    cross join lateral (
        values
        ('lead', story.lead is not null),
        ('dateline', story.dateline is not null),
        ('authors', story.authors <> '{}'),
        ('editors', story.editors <> '{}'),
        ('source', story.source is not null),
        ('published_at', story.published_at is not null),
        ('modified_at', story.modified_at is not null),
        ('section', story.section is not null),
        ('breadcrumb', story.breadcrumb <> '{}'),
        ('tags', story.tags <> '{}'),
        ('images', story.images <> '[]')
    ) as field (name, there)
),

-- Names that earlier runs know as those of editors, and never of authors.
before as materialized (
    select article.authors, article.editors
    from article
    where article.stored_at between now() - interval '14 days' and now() - interval '20 hours'
        and article.stored_by <> %(run)s
        and article.outlet = %(outlet)s
),

editor as materialized (
    select named.name
    from (
        select unnest(before.authors) as name, false as is_editor from before
        union all
        select unnest(before.editors), true from before
    ) as named
    group by named.name
    having count(*) filter (where named.is_editor) >= 3 and bool_and(named.is_editor)
)

select 'stories' as name, total.number::double precision as value, total.number as sample from total
union all
select 'stories/section/' || coalesce(story.section, 'none'), count(*), count(*)::integer from story group by 1
union all
select 'stories/host/' || story.host, count(*), count(*)::integer from story group by 1
union all
select 'fill/' || filled.name, avg(filled.there::integer), count(*)::integer from filled group by 1
union all
select 'layout/' || story.layout, count(*)::double precision / total.number, total.number
from story cross join total group by story.layout, total.number
union all
select 'words', percentile_cont(0.5) within group (order by story.word_count), count(*)::integer
from story having count(*) > 0
union all
select 'distinct/headline', count(distinct story.headline)::double precision / count(*), count(*)::integer
from story having count(*) > 0
union all
select 'distinct/lead', count(distinct story.lead)::double precision / count(*), count(*)::integer
from story where story.lead is not null having count(*) > 0
union all
select 'distinct/opening', count(distinct left(story.body, 200))::double precision / count(*), count(*)::integer
from story having count(*) > 0
union all
select
    'freshness',
    percentile_cont(0.5) within group (order by extract(epoch from story.stored_at - story.published_at) / 60),
    count(*)::integer
from story
where story.published_at between story.stored_at - interval '2 days' and story.stored_at
having count(*) > 0
union all
select 'links/' || kinds.kind, count(shown.kind)::double precision / total.number, total.number
from (values ('baca_juga'), ('recommendation'), ('related'), ('pagination')) as kinds (kind)
cross join total
left join shown on shown.kind = kinds.kind
where total.number > 0
group by kinds.kind, total.number
union all
select 'cuts/' || cut.rule, count(*)::double precision / total.number, total.number
from cut
cross join total
group by cut.rule, total.number
union all
select
    'roles/editors_as_authors',
    avg((exists (select from editor where editor.name = any (story.authors)))::integer),
    count(*)::integer
from story
where story.authors <> '{}'
having count(*) > 0
