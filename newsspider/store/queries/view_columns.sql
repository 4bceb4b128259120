-- Views of a schema and their columns, each with its comment (null: none).
select
    view.relname, obj_description(view.oid, 'pg_class'), attribute.attname,
    format_type(attribute.atttypid, attribute.atttypmod), col_description(view.oid, attribute.attnum)
from pg_class as view
inner join pg_attribute as attribute on attribute.attrelid = view.oid and attribute.attnum > 0
where view.relnamespace = to_regnamespace(%(schema)s)
order by view.relname, attribute.attnum
