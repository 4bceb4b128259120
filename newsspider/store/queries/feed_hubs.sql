-- The feeds of these outlets that name a WebSub hub.
select outlet, url as feed, hub from page where outlet = any (%(outlets)s) and hub is not null order by outlet, url
