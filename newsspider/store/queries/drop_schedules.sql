-- What is no longer in the leader's file; what became of its fires stays.
delete from schedule where name <> all (%(names)s)
