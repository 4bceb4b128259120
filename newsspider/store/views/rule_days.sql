create or replace view ops.rule_days as
select day, outlet, name as rule, sum(stored)::bigint as hits
from tally
where what = 'cut'
group by day, outlet, name;

comment on view ops.rule_days is 'Lines that a rule cut, one row a day, outlet and rule. A page that is read again counts again.';
comment on column ops.rule_days.day is 'The day in Asia/Jakarta.';
comment on column ops.rule_days.outlet is 'The outlet.';
comment on column ops.rule_days.rule is 'The rule''s name.';
comment on column ops.rule_days.hits is 'Lines it cut.';
