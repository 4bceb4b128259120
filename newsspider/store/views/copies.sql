create or replace view ops.copies as
select
    own.page_id as story, first.page_id as original, first.page_id = own.page_id as is_original, own.cluster,
    article.outlet, split_part(article.url, '/', 3) as host, article.url, article.headline, own.at,
    own.similarity, own.credits
from story_cluster as own
inner join article on article.page_id = own.page_id
cross join lateral (
    select member.page_id
    from story_cluster as member
    where member.cluster = own.cluster
    order by member.at, member.page_id
    limit 1
) as first;

comment on view ops.copies is 'One row a story whose text was compared with others: which story it is a copy of. Of the stories of a cluster the one that appeared first is the original. Stories more than 30 days apart and stories under 50 words are no copies. Filter by story, or by at and similarity > 0: they have an index.';
comment on column ops.copies.story is 'Its number.';
comment on column ops.copies.original is 'Number of the original; its own number if it is the original.';
comment on column ops.copies.is_original is 'Whether it is the original, or nobody has copied it.';
comment on column ops.copies.cluster is 'Number of the cluster: the same for all copies of a story.';
comment on column ops.copies.outlet is 'Its outlet.';
comment on column ops.copies.host is 'The host in its address.';
comment on column ops.copies.url is 'Its address.';
comment on column ops.copies.headline is 'Its headline.';
comment on column ops.copies.at is 'When it appeared, else when it was stored.';
comment on column ops.copies.similarity is 'How much it and the copy that was found when it was stored have in common: the share of the shorter text''s words, in the same order. Null if none was found then.';
comment on column ops.copies.credits is 'Other publishers that its page names: a JSON list of [kind, name, line]. Kinds: republished, source, agency.';
