create or replace view ops.link_graph as
select
    link_graph.run, run.spider, run.started_at, link_graph.stories, link_graph.links, link_graph.resolved,
    link_graph.leading_to_stored, link_graph.out_median, link_graph.out_most, link_graph.targets,
    link_graph.in_median, link_graph.in_p90, link_graph.in_most
from link_graph
inner join run on run.id = link_graph.run;

comment on view ops.link_graph is 'What the links of a run''s new stories make of a graph: one row a run. Of a large run its last 20,000 stories count.';
comment on column ops.link_graph.run is 'The run.';
comment on column ops.link_graph.spider is 'Its spider.';
comment on column ops.link_graph.started_at is 'Start of the run.';
comment on column ops.link_graph.stories is 'New stories that have links.';
comment on column ops.link_graph.links is 'Their links.';
comment on column ops.link_graph.resolved is 'Of these, those that lead to a page that we know.';
comment on column ops.link_graph.leading_to_stored is 'Of these, those that lead to a story that was stored at the run''s end.';
comment on column ops.link_graph.out_median is 'Links of a story, the median.';
comment on column ops.link_graph.out_most is 'Links of the story that has most.';
comment on column ops.link_graph.targets is 'Pages they lead to.';
comment on column ops.link_graph.in_median is 'Stories that lead to one such page, the median.';
comment on column ops.link_graph.in_p90 is 'Nine of ten such pages have at most so many.';
comment on column ops.link_graph.in_most is 'Stories that lead to the page with most.';
