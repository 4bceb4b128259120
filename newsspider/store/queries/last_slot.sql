-- The moment after which slots of a schedule may have been missed: its declaration, or its newest fire. A fire of
-- a future slot was made by a wrong clock and does not count.
select greatest(
    (select since from schedule where name = %(schedule)s),
    (select max(slot) from fire where schedule = %(schedule)s and slot <= %(now)s)
)
