-- Counts anew what can be counted. Edits and cuts are events, and stay. Nobody writes meanwhile.
create or replace function recount_tallies() returns void language plpgsql as $body$
declare
    counted text;
begin
    lock table article, rejection, link in share row exclusive mode;
    delete from tally where what not in ('edit', 'cut');
    foreach counted in array array['article', 'rejection', 'link'] loop
        execute format(
            $$
                insert into tally (what, day, outlet, name, writer, stored, published, filled)
                select what, day, outlet, name, 0, sum(stored), sum(published), sum(filled)
                from (%s) as fact
                group by what, day, outlet, name
            $$,
            tally_facts(counted, counted)
        );
    end loop;
end
$body$;
