-- Saves the completeness of these days, host by host.
insert into completeness (
    day, host, outlet, advertised, fetched, stored, gone, rejected, failed, unasked, left_out, due, linked,
    linked_stored
)
select
    day, host, (select page.outlet from page where page.id = min(standing.story)),
    count(*) filter (where advertised),
    count(*) filter (where advertised and fetched),
    count(*) filter (where advertised and state = 'stored'),
    count(*) filter (where advertised and state = 'gone'),
    count(*) filter (where advertised and state = 'rejected'),
    count(*) filter (where advertised and state = 'failed'),
    count(*) filter (where advertised and state = 'unasked'),
    count(*) filter (where advertised and state = 'left_out'),
    count(*) filter (where advertised and due_at is not null and state not in ('stored', 'gone')),
    count(*) filter (where not advertised),
    count(*) filter (where not advertised and state = 'stored')
from story_standing as standing
where day = any (%(days)s)
group by day, host
