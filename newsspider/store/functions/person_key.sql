-- What two spellings of one person's name have in common: its letters, in small ones, without points, marks and degrees.
-- Uses person_name.
create or replace function person_key(stated text) returns text
language sql immutable parallel safe
return btrim(regexp_replace(
    regexp_replace(
        regexp_replace(lower(person_name(stated)), ',\s*(s|m|d|dr|ph|sp)\.?\s?[a-z]+(\.[a-z]+)*\.?(?=,|\s*$)', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g'
    ),
    '\s+', ' ', 'g'
));
