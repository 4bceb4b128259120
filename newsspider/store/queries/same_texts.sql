-- Stories of the last days that have the headline and the text of one of these.
select article.url, article.headline, article.body
from jsonb_to_recordset(%(asked)s::jsonb) as asked (headline text, body text)
inner join article on article.headline = asked.headline and article.body = asked.body
where article.changed_at > now() - interval '3 days'
