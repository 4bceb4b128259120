-- Begins a reparse, or goes on with the newest one of the same filters, rules and version that has not ended.
-- `again` begins anew.
with open as (
    select id, read_to, counts
    from reparse
    where ended_at is null
        and not %(again)s
        and filters = %(filters)s::jsonb
        and rules = %(rules)s::jsonb
        and program_version = %(program_version)s
    order by id desc
    limit 1
),

begun as (
    insert into reparse (filters, rules, program_version)
    select %(filters)s::jsonb, %(rules)s::jsonb, %(program_version)s
    where not exists (select from open)
    returning id, read_to, counts
)

select id, read_to, counts from open
union all
select id, read_to, counts from begun
