-- Locks the pages of these addresses, until the transaction ends.
select id from page where url = any(%(urls)s) order by url for no key update
