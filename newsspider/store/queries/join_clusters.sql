-- Joins clusters: each named one goes into another. Notes how much each compared story has of its copy.
with moved as (
    select given.cluster, given.joins
    from jsonb_to_recordset(%(joined)s::jsonb) as given (cluster bigint, joins bigint)
),

noted as (
    select given.page_id, given.similarity
    from jsonb_to_recordset(%(similarities)s::jsonb) as given (page_id bigint, similarity real)
),

changed as (
    select member.page_id, moved.joins
    from moved
    inner join story_cluster as member on member.cluster = moved.cluster
),

news as (
    select page_id, changed.joins, noted.similarity
    from changed
    full join noted using (page_id)
)

update story_cluster as member set
    cluster = coalesce(news.joins, member.cluster), similarity = coalesce(news.similarity, member.similarity)
from news
where member.page_id = news.page_id
