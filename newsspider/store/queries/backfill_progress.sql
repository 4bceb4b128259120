-- Progress of a backfill: the days of a host whose lists are all read, and the stories that these lists named.
with list as (
    select host, listed_on, bool_and(due_at is null and outcome = 'listing') as done
    from page
    where outlet = %(outlet)s
        and host = any (%(hosts)s)
        and listed_on between %(since)s and %(until)s
        and kind = 'listing'
        and starts_with(url, 'https://' || host || %(prefix)s)
    group by host, listed_on
)

select
    (select count(*) from list where done) as done,
    (
        select count(*) from page
        where outlet = %(outlet)s
            and host = any (%(hosts)s)
            and listed_on between %(since)s and %(until)s
            and kind = 'story'
    ) as stories
