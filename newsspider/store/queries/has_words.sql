-- Whether a query for the full-text search has words.
select numnode(search_query(%(words)s)) > 0
