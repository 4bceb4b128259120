-- Deletes schedules that are no longer in the leader's file. Their fires stay.
delete from schedule where name <> all (%(names)s)
