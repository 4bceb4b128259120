-- What is looked for: words, "phrases", -words, or, and the beginnings of stems (harga*), as they are and stemmed
-- themselves. websearch_to_tsquery knows no beginnings: numbers stand for them meanwhile.
-- Uses search_plain.
create or replace function search_query(value text) returns tsquery language plpgsql stable parallel safe as $$
declare
    rest text := search_plain(value);
    beginning text;
    beginnings text[] := '{}';
    stand_in text;
    found tsquery;
begin
    for beginning in
        select lower(match[1]) from regexp_matches(rest, '(?:^|[^[:alnum:]*])([[:alnum:]]{2,100})\*', 'g') as match
        limit 20
    loop
        beginnings := beginnings || beginning;
        rest := regexp_replace(
            rest, '(^|[^[:alnum:]*])' || beginning || '\*', '\1' || (7710000 + cardinality(beginnings)), 'i'
        );
    end loop;
    found := websearch_to_tsquery('pg_catalog.indonesian', rest);
    for place in 1 .. cardinality(beginnings) loop
        stand_in := (7710000 + place)::text;
        found := ts_rewrite(
            found, stand_in::tsquery,
            (beginnings[place] || ':*')::tsquery
            || to_tsquery('pg_catalog.indonesian', beginnings[place] || ':*')
        );
    end loop;
    return found;
end
$$;
