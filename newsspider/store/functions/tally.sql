-- Counts what a statement wrote, in its transaction: counts new rows, and counts old ones off. Each connection has rows
-- of its own in the tally, so none waits for another. It writes them in the order of their keys.
create or replace function tally() returns trigger language plpgsql as $body$
begin
    execute format(
        $$
            insert into tally as known (what, day, outlet, name, writer, stored, published, filled)
            select what, day, outlet, name, pg_backend_pid(), sum(stored), sum(published), sum(filled)
            from (%s) as fact
            group by what, day, outlet, name
            having sum(stored) <> 0 or sum(published) <> 0 or sum(filled) <> 0
            order by what, day, outlet, name
            on conflict (what, day, outlet, name, writer) do update set
                stored = known.stored + excluded.stored, published = known.published + excluded.published,
                filled = known.filled + excluded.filled
        $$,
        concat_ws(
            ' union all ',
            case when tg_op <> 'DELETE' then tally_facts(tg_table_name, 'new_rows') end,
            case when tg_op <> 'INSERT' then tally_facts(tg_table_name, 'old_rows', -1) end
        )
    );
    return null;
end
$body$;

create or replace trigger tally_insert after insert on article
referencing new table as new_rows for each statement execute function tally();
create or replace trigger tally_update after update on article
referencing old table as old_rows new table as new_rows for each statement execute function tally();
create or replace trigger tally_delete after delete on article
referencing old table as old_rows for each statement execute function tally();
create or replace trigger tally_insert after insert on rejection
referencing new table as new_rows for each statement execute function tally();
create or replace trigger tally_update after update on rejection
referencing old table as old_rows new table as new_rows for each statement execute function tally();
create or replace trigger tally_delete after delete on rejection
referencing old table as old_rows for each statement execute function tally();
create or replace trigger tally_insert after insert on link
referencing new table as new_rows for each statement execute function tally();
create or replace trigger tally_update after update on link
referencing old table as old_rows new table as new_rows for each statement execute function tally();
create or replace trigger tally_delete after delete on link
referencing old table as old_rows for each statement execute function tally();
create or replace trigger tally_insert after insert on removed
referencing new table as new_rows for each statement execute function tally();
create or replace trigger tally_insert after insert on revision
referencing new table as new_rows for each statement execute function tally();
