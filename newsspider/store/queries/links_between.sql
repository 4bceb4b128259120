-- Links among stories, directly or by an alias; each pair once, by its strongest kind.
select distinct on (source, target) link.page_id as source, target.story as target, link.kind
from page as own
inner join link on link.page_id = own.id and link.month = own.month
inner join page on page.id = link.target_id
cross join lateral (select coalesce(page.alias_of, page.id) as story) as target
where own.id = any (%(stories)s::bigint[])
    and target.story = any (%(stories)s::bigint[])
    and target.story <> link.page_id
    and link.kind <> 'pagination'
order by source, target, array_position(array['baca_juga', 'related', 'recommendation'], link.kind), link.position
