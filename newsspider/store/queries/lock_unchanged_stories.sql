-- Locks stories that are still as they were compared: of the given pages those with the given hash.
select article.url
from jsonb_to_recordset(%(compared)s::jsonb) as given (url text, content_hash bytea)
inner join article on article.url = given.url and article.content_hash = given.content_hash
order by article.url
for update of article
