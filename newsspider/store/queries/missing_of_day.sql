-- The stories of a day that a list named and that are not stored, nor gone: those given up first, then by the time
-- of their next try.
select host, url, state, reason, status, tries, due_at
from story_standing
where day = %(day)s and advertised and state not in ('stored', 'gone')
order by due_at nulls first, host, url
limit %(limit)s
