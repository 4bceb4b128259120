-- The number in the middle of a bucket. The numbers in the bucket differ from it by a tenth at most.
create or replace function middle_of(bucket integer) returns double precision
language sql immutable parallel safe
return power(2::double precision, (bucket + 0.5::double precision) / 4) - 1;
