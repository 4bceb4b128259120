-- Lock: one process at a time migrates a database. It ends with the transaction.
select pg_try_advisory_xact_lock(1852143475)
