-- Whoever is silent for so long in the middle of a transaction loses the connection, and with it all locks.
select set_config('idle_in_transaction_session_timeout', %(milliseconds)s, false)
