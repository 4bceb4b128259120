-- The newest copies are asked for.
create index story_cluster_by_appearance on story_cluster (at) where similarity is not null;
