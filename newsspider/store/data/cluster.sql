create or replace view data.cluster as
select
    copy.page_id as story, article.outlet, own.cluster, copy.original_id as original, copy.is_original, own.similarity,
    array(
        select distinct credit.value ->> 1
        from jsonb_array_elements(own.credits) as credit (value)
        order by 1
    ) as credits
from story_copy as copy
inner join article on article.page_id = copy.page_id
inner join story_cluster as own on own.page_id = copy.page_id;

comment on view data.cluster is 'Copies of stories, one row for each story whose text was compared with others. Stories more than 30 days apart are no copies.';
comment on column data.cluster.story is 'Number of the story.';
comment on column data.cluster.outlet is 'Outlet of the story.';
comment on column data.cluster.cluster is 'Number of the cluster: the same for all copies of a story.';
comment on column data.cluster.original is 'The story of the cluster that appeared first; its own number if it is that.';
comment on column data.cluster.is_original is 'Whether it is the original, or nobody has copied it.';
comment on column data.cluster.similarity is 'What it has in common with the copy that was found when it was stored, from 0 to 1; null: none was found.';
comment on column data.cluster.credits is 'Other publishers that its page names.';
