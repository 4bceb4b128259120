-- From when on slots of a schedule may have been missed: since it is declared, and after its newest fire. A fire
-- of a slot that lies ahead was made by a clock that was wrong.
select greatest(
    (select since from schedule where name = %(schedule)s),
    (select max(slot) from fire where schedule = %(schedule)s and slot <= %(now)s)
)
