-- 100,000 characters of a body: then no text is beyond what a tsvector can hold (1 MB, 16,383 places).
-- Uses search_keys, search_plain.
create or replace function search_document(story article) returns tsvector language sql stable parallel safe as $$
    select
        setweight(to_tsvector('pg_catalog.indonesian', search_plain(left(story.headline, 1000))), 'A')
        || setweight(to_tsvector('pg_catalog.indonesian', search_plain(left(coalesce(story.lead, ''), 5000))), 'B')
        || to_tsvector('pg_catalog.indonesian', search_plain(left(story.body, 100000)))
        || array_to_tsvector(search_keys(story))
$$;
