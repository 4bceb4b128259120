-- The lines cut from a story, each with its position among the lines of the page.
select rule, text, position
from removed
where page_id = %(story)s and month = (select month from page where id = %(story)s)
order by position
