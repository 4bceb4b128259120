-- Lock: of several runs that end at once, one after the other counts completeness.
select pg_advisory_xact_lock(hashtext('newsspider: the accounts are counted'))
