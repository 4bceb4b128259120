-- Opens the causes that this run shows. A known cause keeps the newest reason.
insert into alert as known (spider, arguments, cause, kind, reason, since, last_seen, run)
select %(spider)s, %(arguments)s::jsonb, seen.cause, seen.kind, seen.reason, %(at)s, %(at)s, %(run)s
from jsonb_to_recordset(%(causes)s::jsonb) as seen (place integer, cause text, kind text, reason text)
order by seen.place
on conflict (spider, md5(arguments::text), cause) where cleared_at is null do update set
    kind = excluded.kind, reason = excluded.reason, last_seen = greatest(known.last_seen, excluded.last_seen),
    run = coalesce(excluded.run, known.run)
