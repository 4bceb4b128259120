-- Of this schedule's fires none before this slot is tried again: its time has passed.
update fire set
    again_at = null,
    reason = reason || '; not tried again, for the next fire came first'
where schedule = %(schedule)s and slot < %(slot)s and again_at is not null
