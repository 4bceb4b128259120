-- Notes that a receiver was notified of these alerts. When all were, nobody is notified again.
with chosen as (
    select id, cleared_at is not null as is_over from alert where id = any (%(alerts)s)
)

update alert set
    notified = case when is_over then notified else notified || %(receiver)s::text end,
    notified_at = case
        when not is_over and notified || %(receiver)s::text @> %(receivers)s::text[] then now() else notified_at
    end,
    recovery_notified = case when is_over then recovery_notified || %(receiver)s::text else recovery_notified end,
    recovery_notified_at = case
        when is_over and recovery_notified || %(receiver)s::text @> %(receivers)s::text[] then now()
        else recovery_notified_at
    end
from chosen
where alert.id = chosen.id
