-- Hosts that this process is done with. Whoever asks one next keeps to its pace all the same.
update host set
    worker = null, leased_until = '-infinity',
    not_before = greatest(not_before, now() + make_interval(secs => %(pace)s))
where outlet = %(outlet)s and worker = %(worker)s and name = any (%(hosts)s)
