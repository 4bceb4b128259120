-- The keys of the stories that a filter asks for, of each criterion that is not null. An author is a key a word.
-- Uses search_key.
create or replace function search_filters(
    outlet text, host text, section text, tag text default null, author text default null
) returns text[] language sql immutable parallel safe as $$
    select array_remove(
        array[
            search_key('outlet', outlet), search_key('host', host),
            search_key('section', section), search_key('tag', tag)
        ]
        || array(select search_key('author', word) from string_to_table(author, ' ') as word where word <> ''),
        null
    )
$$;
