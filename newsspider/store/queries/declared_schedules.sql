-- Names of the schedules that the leading scheduler declared.
select name from schedule
