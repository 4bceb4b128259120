-- What a story adds to the tallies. Days and hours are the newsroom's. Texts of pages are cut, because they are keys.
-- Volatile keeps the planner from inlining it: it fails on a whole row ("variable not found in subplan
-- target list").
-- Uses bucket_of.
create or replace function article_facts(story article)
returns table (what text, day date, name text, stored integer, published integer, filled integer)
language sql volatile
as $$
    select fact.what, clock.at::date, fact.name, clock.stored, clock.published, 0
    from (
        values
        (story.stored_at at time zone 'Asia/Jakarta', 1, 0),
        (story.published_at at time zone 'Asia/Jakarta', 0, 1)
    ) as clock (at, stored, published)
    cross join lateral (
        values
        ('story', ''),
        ('host', left(split_part(story.url, '/', 3), 255)),
        ('section', coalesce(left(story.section, 100), '')),
        ('layout', story.layout),
        ('hour', extract(hour from clock.at)::text),
        ('incomplete', case when story.missing_pages <> '{}' then '' end)
    ) as fact (what, name)
    where clock.at is not null and fact.name is not null
    union all
    select 'field', (story.stored_at at time zone 'Asia/Jakarta')::date, field.name, 1, 0, field.there::integer
    from (
        values
        ('site_id', story.site_id is not null),
        ('lead', story.lead is not null),
        ('summary', story.summary <> '{}'),
        ('dateline', story.dateline is not null),
        ('authors', story.authors <> '{}'),
        ('editors', story.editors <> '{}'),
        ('source', story.source is not null),
        ('signature', story.signature is not null),
        ('published_at', story.published_at is not null),
        ('modified_at', story.modified_at is not null),
        ('section', story.section is not null),
        ('breadcrumb', story.breadcrumb <> '{}'),
        ('tags', story.tags <> '{}'),
        ('topic', story.topic is not null),
        ('images', story.images <> '[]')
    ) as field (name, there)
    union all
    select distinct role.what, date 'epoch', left(person.name, 200), 1, 0, 0
    from (values ('author', story.authors), ('editor', story.editors)) as role (what, names)
    cross join lateral unnest(role.names) as person (name)
    union all
    select 'gone', (story.gone_at at time zone 'Asia/Jakarta')::date, '', 1, 0, 0
    where story.gone_at is not null
    union all
    -- Older stories were no news when they were stored: a backfill does not count.
    select
        'freshness', (story.stored_at at time zone 'Asia/Jakarta')::date,
        bucket_of(extract(epoch from story.stored_at - story.published_at)::double precision)::text, 1, 0, 0
    where story.published_at between story.stored_at - interval '2 days' and story.stored_at
$$;
