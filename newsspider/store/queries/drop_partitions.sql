-- Drops the partitions of a table that ended so many months ago. Returns their names.
select drop_partitions(%(table)s, %(months)s)
