-- The lines cut from a story, in the order in which they were met.
select rule, text from removed where page_id = %(story)s order by position
