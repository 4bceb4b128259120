-- Revisions of a story, newest first.
select number, changed, held, headline, body, since, until, replaced_by
from revision
where page_id = %(story)s
order by number desc
limit %(most)s
