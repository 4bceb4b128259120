-- The fire of a slot.
select * from fire where schedule = %(schedule)s and slot = %(slot)s
