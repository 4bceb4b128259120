-- What was done about this slot.
select * from fire where schedule = %(schedule)s and slot = %(slot)s
