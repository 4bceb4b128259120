-- What we know of an address: a story that is stored, or one that is due; no row for any other.
select case when outcome = 'article' then 'stored' when outcome = 'alias' then 'alias' else 'due' end
from page
where url = %(url)s and (due_at is not null or outcome in ('article', 'alias'))
