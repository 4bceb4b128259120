-- Deletes the captures in a file that is to be removed.
delete from capture where file = %(file)s
