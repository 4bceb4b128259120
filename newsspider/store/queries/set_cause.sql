-- Says why stories change in this transaction: the trigger keep_revision writes it down.
select set_config('newsspider.cause', %(cause)s, true)
