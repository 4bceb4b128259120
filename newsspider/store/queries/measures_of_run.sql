-- Measures of the stories of an outlet that a run stored first: value and sample.
with story as materialized (
    select
        article.page_id, article.layout, article.headline, article.lead, article.dateline, article.authors,
        article.editors, article.source, article.published_at, article.modified_at, article.section,
        article.breadcrumb, article.tags, article.images, article.stored_at, article.body,
        split_part(article.url, '/', 3) as host,
        array_length(regexp_split_to_array(article.body, '\s+'), 1) as words
    from article
    where article.stored_by = %(run)s and article.outlet = %(outlet)s
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

role as (
    select named.name, count(*) filter (where named.is_editor) as edits, count(*) filter (where not named.is_editor) as writes
    from (
        select unnest(before.authors) as name, false as is_editor from before
        union all
        select unnest(before.editors), true from before
    ) as named
    group by named.name
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
select 'words', percentile_cont(0.5) within group (order by story.words), count(*)::integer
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
select 'links/' || kinds.kind, count(link.page_id)::double precision / total.number, total.number
from (values ('baca_juga'), ('recommendation'), ('related'), ('pagination')) as kinds (kind)
cross join total
cross join story
left join link on link.page_id = story.page_id and link.kind = kinds.kind
group by kinds.kind, total.number
union all
select 'cuts/' || removed.rule, count(*)::double precision / total.number, total.number
from story
inner join removed on removed.page_id = story.page_id
cross join total
group by removed.rule, total.number
union all
select
    'roles/editors_as_authors',
    avg((exists (
        select from role where role.name = any (story.authors) and role.edits >= 3 and role.writes = 0
    ))::integer),
    count(*)::integer
from story
where story.authors <> '{}'
having count(*) > 0
