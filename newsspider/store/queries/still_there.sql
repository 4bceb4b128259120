-- Whether the session is.
select true
