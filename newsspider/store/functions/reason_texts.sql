-- The sentences of a run's reasons, in their order.
create or replace function reason_texts(reasons jsonb) returns text[]
language sql immutable parallel safe
return array(
    select entry.reason ->> 'text' from jsonb_array_elements(reasons) with ordinality as entry (reason, place) order by entry.place
);
