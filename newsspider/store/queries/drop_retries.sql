-- Cancels the retries of this schedule's fires before this slot: their time has passed.
update fire set
    again_at = null,
    reason = reason || '; not tried again, for the next fire came first'
where schedule = %(schedule)s and slot < %(slot)s and again_at is not null
