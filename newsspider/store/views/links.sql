create or replace view ops.links as
select
    name as kind, sum(stored)::bigint as links, sum(filled)::bigint as resolved,
    sum(filled)::double precision / nullif(sum(stored), 0)::double precision as share
from tally
where what = 'link'
group by name;

comment on view ops.links is 'All links stored, one row a kind.';
comment on column ops.links.kind is 'The region of the page they stand in.';
comment on column ops.links.links is 'How many there are.';
comment on column ops.links.resolved is 'How many of them lead to a page that we know.';
comment on column ops.links.share is 'The same as a share, 0 to 1.';
