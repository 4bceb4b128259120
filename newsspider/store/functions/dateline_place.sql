-- The place of a dateline, such as Solo of "KABAR.COM, Solo -": without the dash, what stands in brackets, and the
-- parts that name the newsroom. Those are names of domains, and the outlet's own name.
create or replace function dateline_place(dateline text, outlet text) returns text
language sql immutable parallel safe
return (
    select nullif(string_agg(btrim(part.text), ', ' order by part.place), '')
    from regexp_split_to_table(
        regexp_replace(regexp_replace(dateline, '\([^()]*\)', '', 'g'), '[-\s\u2013\u2014:]+$', ''), ','
    ) with ordinality as part (text, place)
    where btrim(part.text) <> ''
        and part.text !~* '\.[a-z]{2,3}(\.[a-z]{2})?\s*$'
        and regexp_replace(lower(part.text), '\s', '', 'g')
        not in (outlet, outlet || 'news', outlet || 'indonesia', outlet || 'com')
);
