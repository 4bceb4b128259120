-- What is scheduled, as the scheduler that leads has it.
select name from schedule
