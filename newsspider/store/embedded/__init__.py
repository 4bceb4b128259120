"""How does newsspider have a real PostgreSQL where nobody has installed one?

sharing   how several processes use one server: started by the first, stopped by the last
server    start it, stop it, and tell whether it runs
cluster   make the data folder, once
binaries  which PostgreSQL: the system's, or the wheel's
place     where its folder, data, socket and log are
account   as which system user it runs
lease     the locks that the kernel drops when a process is killed
"""
