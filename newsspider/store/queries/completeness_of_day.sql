-- Stories of a day by host, source and state. `due` are those not stored that are due or waiting.
select
    host, source, advertised, state, fetched,
    due_at is not null and state not in ('stored', 'gone') as due,
    count(*) as stories
from story_standing
where day = %(day)s
group by 1, 2, 3, 4, 5, 6
order by 1
