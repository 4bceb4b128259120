create or replace view ops.measures as
select measure.run, run.spider, run.started_at, measure.name, measure.value, measure.sample, measure.outlet
from measure
inner join run on run.id = measure.run;

comment on view ops.measures is 'What each run measured of itself, and is compared with: one row a run, outlet and measure.';
comment on column ops.measures.run is 'The run.';
comment on column ops.measures.spider is 'Its spider.';
comment on column ops.measures.started_at is 'Start of the run.';
comment on column ops.measures.name is 'The measure, such as fill/authors, layout/desktop, links/related or cuts/baca_juga.';
comment on column ops.measures.value is 'A share, a mean or a count.';
comment on column ops.measures.sample is 'Of so many things.';
comment on column ops.measures.outlet is 'The outlet; empty for what is measured of a run of several as a whole.';
