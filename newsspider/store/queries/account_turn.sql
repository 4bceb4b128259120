-- Of several runs that end at once, one after the other counts.
select pg_advisory_xact_lock(hashtext('newsspider: the accounts are counted'))
