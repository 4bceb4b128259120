-- Saves the findings of a look for drift, and the time of the look, also if it found nothing.
with given as (
    insert into finding (run, kind, place, found)
    select %(run)s, given.kind, given.place, given.found
    from jsonb_to_recordset(%(findings)s::jsonb) as given (kind text, place integer, found jsonb)
    on conflict (run, kind, place) do update set found = excluded.found
)

update run set looked_at = now() where id = %(run)s
