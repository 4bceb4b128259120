-- Lines removed from a story, in order.
select rule, text from removed where page_id = %(story)s order by position
