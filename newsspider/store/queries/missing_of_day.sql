-- Stories of a day that a list named and that are neither stored nor gone: those given up first, then by their
-- next try.
select host, url, state, reason, status, tries, due_at
from story_standing
where day = %(day)s and advertised and state not in ('stored', 'gone')
order by due_at nulls first, host, url
limit %(limit)s
