-- Columns of a view of the schema data: name, type and comment, with the comment on the view.
select
    attribute.attname::text as name, format_type(attribute.atttypid, attribute.atttypmod) as type,
    col_description(view.oid, attribute.attnum) as description, obj_description(view.oid, 'pg_class') as about
from pg_class as view
inner join pg_attribute as attribute on attribute.attrelid = view.oid and attribute.attnum > 0
where view.oid = to_regclass('data.' || quote_ident(%(view)s))
order by attribute.attnum
