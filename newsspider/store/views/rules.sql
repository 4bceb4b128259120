create or replace view ops.rules as
select
    cut.outlet, cut.name as rule, sum(cut.stored)::bigint as hits, min(cut.day) as first_hit, max(cut.day) as last_hit,
    exists (
        select from finding
        where finding.run = (select max(run.id) from run where run.looked_at is not null)
            and finding.kind = 'dead_rule'
            and finding.found ->> 'outlet' = cut.outlet
            and finding.found ->> 'rule' = cut.name
    ) as dead
from tally as cut
where cut.what = 'cut'
group by cut.outlet, cut.name;

comment on view ops.rules is 'The rules that cut lines from stories, one row an outlet and rule that ever did.';
comment on column ops.rules.outlet is 'The outlet.';
comment on column ops.rules.rule is 'The rule''s name.';
comment on column ops.rules.hits is 'Lines it cut in all.';
comment on column ops.rules.first_hit is 'The first day it cut one.';
comment on column ops.rules.last_hit is 'The last day it cut one.';
comment on column ops.rules.dead is 'Whether it should have cut lines of the newest stories and has not (see ops.dead_rules).';
