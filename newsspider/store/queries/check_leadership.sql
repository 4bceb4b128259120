-- Whether the session is there.
select true
