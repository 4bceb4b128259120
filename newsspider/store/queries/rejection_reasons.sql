-- Rejections by reason, most frequent first: of the last days (null: of all), rejected last by a run, of a host.
select
    reason, count(*)::integer as pages, count(distinct split_part(url, '/', 3))::integer as hosts,
    max(rejected_at) as last_seen
from rejection
where (%(days)s::integer is null or rejected_at >= now() - make_interval(days => %(days)s))
    and (
        %(run)s::bigint is null
        or rejected_by = %(run)s and rejected_at >= (select started_at from run where id = %(run)s)
    )
    and (%(host)s::text is null or split_part(url, '/', 3) = %(host)s)
group by reason
order by pages desc, reason
