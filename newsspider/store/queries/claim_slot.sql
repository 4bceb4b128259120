-- Claims a slot. No row: another scheduler claimed it.
insert into fire (
    schedule, slot, spider, arguments, state, reason, missed_before, machine, supervisor, started_at, stop_at,
    stop_grace, ended_at
)
select
    %(schedule)s, %(slot)s, %(spider)s, %(arguments)s::jsonb, %(state)s, %(reason)s, %(missed_before)s, %(machine)s,
    %(supervisor)s,
    case when %(state)s = 'running' then now() end,
    case when %(state)s = 'running' then now() + %(limit)s::interval end,
    %(stop_grace)s::interval,
    case when %(state)s <> 'running' then now() end
on conflict do nothing
returning *
