create or replace function search_terms(keys text[]) returns tsquery language sql immutable parallel safe as $$
    select string_agg('''' || replace(replace(key, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery
    from unnest(keys) as key
$$;
