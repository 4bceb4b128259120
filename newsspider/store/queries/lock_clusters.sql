-- One writer at a time compares new stories, until its transaction ends: two copies that are stored at once would not
-- see each other. The last lock that a writer takes, so nobody who holds it waits for one who asks for it.
select pg_advisory_xact_lock(hashtext('newsspider: story clusters'))
