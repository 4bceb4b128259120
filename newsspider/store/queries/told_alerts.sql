-- A receiver knows of these; once all do, nobody is told again.
with told as (
    select id, cleared_at is not null as is_over from alert where id = any (%(alerts)s)
)

update alert set
    told_to = case when is_over then told_to else told_to || %(receiver)s::text end,
    told_at = case
        when not is_over and told_to || %(receiver)s::text @> %(receivers)s::text[] then now() else told_at
    end,
    cleared_told_to = case when is_over then cleared_told_to || %(receiver)s::text else cleared_told_to end,
    cleared_told_at = case
        when is_over and cleared_told_to || %(receiver)s::text @> %(receivers)s::text[] then now()
        else cleared_told_at
    end
from told
where alert.id = told.id
