-- Opens the reasons that this run shows. A reason that is open already keeps the newest wording.
insert into alert as known (spider, arguments, kind, code, subject, reason, numbers, since, last_seen, run)
select
    %(spider)s, %(arguments)s::jsonb, seen.kind, seen.code, seen.subject, seen.text, seen.numbers, %(at)s, %(at)s,
    %(run)s
from jsonb_to_recordset(%(reasons)s::jsonb) as seen (
    place integer, kind text, code text, subject text, text text, numbers jsonb
)
order by seen.place
on conflict (spider, md5(arguments::text), code, subject) where cleared_at is null do update set
    kind = excluded.kind, reason = excluded.reason, numbers = excluded.numbers,
    last_seen = greatest(known.last_seen, excluded.last_seen), run = coalesce(excluded.run, known.run)
