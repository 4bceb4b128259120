-- Which of these hosts this process does not hold, though a run has to hold them.
select name from host where name = any (%(hosts)s) and worker is distinct from %(worker)s
