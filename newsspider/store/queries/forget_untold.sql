-- There is nobody to tell: what is over needs no word any more. What is open waits for the first receiver.
update alert set cleared_told_at = now() where cleared_at is not null and cleared_told_at is null
