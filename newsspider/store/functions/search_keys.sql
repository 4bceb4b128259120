-- Uses search_key, search_moment.
create or replace function search_keys(story article) returns text[] language sql stable parallel safe as $$
    select array(
        select search_key(kind, name)
        from (
            values
            ('outlet', story.outlet),
            ('host', split_part(story.url, '/', 3)),
            ('section', story.section),
            ('day', to_char(search_moment(story) at time zone 'Asia/Jakarta', 'YYYY-MM-DD')),
            ('month', to_char(search_moment(story) at time zone 'Asia/Jakarta', 'YYYY-MM'))
            union all
            select 'tag', unnest(story.tags[:100])
            union all
            select 'author', string_to_table(array_to_string(story.authors[:50], ' '), ' ')
        ) as filter (kind, name)
        where btrim(name) <> ''
    )
$$;
