-- Rejections of the last days by reason, most frequent first.
select
    reason, count(*)::integer as pages, count(distinct split_part(url, '/', 3))::integer as hosts,
    max(rejected_at) as last_seen
from rejection
where rejected_at >= now() - make_interval(days => %(days)s)
group by reason
order by pages desc, reason
