-- The bucket of a histogram that a number is in. Each bucket is a fifth wider than the one before.
create or replace function bucket_of(number double precision) returns integer
language sql immutable parallel safe
return floor(4 * ln(greatest(number, 0) + 1) / ln(2::double precision))::integer;
