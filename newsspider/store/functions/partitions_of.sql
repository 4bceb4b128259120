-- The partitions by month of a table, with the months in which they begin and end; the first one begins with null. The
-- default partition, which takes the rows of months that have no partition yet, is none of them.
create or replace function partitions_of(parent text)
returns table (name text, begins date, ends date)
language sql stable
as $$
    select
        class.relname::text,
        substring(bound.stated from $pattern$FROM \('(\d{4}-\d{2}-\d{2})'\)$pattern$)::date,
        substring(bound.stated from $pattern$TO \('(\d{4}-\d{2}-\d{2})'\)$pattern$)::date
    from pg_inherits
    inner join pg_class as class on class.oid = pg_inherits.inhrelid
    cross join lateral (select pg_get_expr(class.relpartbound, class.oid) as stated) as bound
    where pg_inherits.inhparent = parent::regclass and bound.stated <> 'DEFAULT'
$$;
