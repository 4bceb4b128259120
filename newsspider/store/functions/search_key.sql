-- What a story is filtered by is a lexeme too, such as "host www.kabar.com": no text makes one with a space.
create or replace function search_key(kind text, name text) returns text language sql immutable parallel safe as $$
    select kind || ' ' || left(lower(btrim(name)), 200)
$$;
