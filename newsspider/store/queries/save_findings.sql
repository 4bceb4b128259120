-- What a run found when it looked for drift; that it looked is written, also if it found nothing.
with told as (
    insert into finding (run, kind, place, found)
    select %(run)s, told.kind, told.place, told.found
    from jsonb_to_recordset(%(findings)s::jsonb) as told (kind text, place integer, found jsonb)
    on conflict (run, kind, place) do update set found = excluded.found
)

update run set looked_at = now() where id = %(run)s
