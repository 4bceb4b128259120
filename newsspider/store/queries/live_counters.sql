-- What the processes of a run have counted by their last sign of life.
select counters from worker where run = %(run)s
