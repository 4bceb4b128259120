-- Makes the partitions that are missing. Returns their names.
select make_partitions()
