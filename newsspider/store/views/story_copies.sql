-- Which stories are copies: one row a story. The original is the story of a cluster that appeared first. A story that
-- was never compared is its own original.
create or replace view story_copy as
select
    article.page_id,
    coalesce(first.page_id, article.page_id) as original_id,
    coalesce(first.page_id = article.page_id, true) as is_original,
    own.cluster
from article
left join story_cluster as own on own.page_id = article.page_id
left join lateral (
    select member.page_id
    from story_cluster as member
    where member.cluster = own.cluster and own.similarity is not null
    order by member.at, member.page_id
    limit 1
) as first on true;
