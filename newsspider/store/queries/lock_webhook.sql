-- Locks a webhook until the end of the transaction; no row while it is too early, or another process sends to it.
select name from webhook
where name = %(webhook)s and next_try_at <= clock_timestamp()
for update skip locked
