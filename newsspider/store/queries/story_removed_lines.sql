-- The lines cut from a story, each with its position among the lines of the page.
select rule, text, position from removed where page_id = %(story)s order by position
