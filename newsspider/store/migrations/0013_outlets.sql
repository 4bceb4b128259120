-- The verdict on each outlet of a run, and measures by outlet. Runs from before are of one outlet: their spider's.

create table run_outlet (
    run bigint not null references run (id) on delete cascade,
    outlet text not null,
    verdict text,
    reasons jsonb not null default '[]',
    pages integer not null default 0,
    rejections integer not null default 0,
    stories_new integer not null default 0,
    stories_changed integer not null default 0,
    primary key (run, outlet),
    constraint run_outlet_verdict_is_known check (verdict in ('ok', 'degraded', 'failed'))
);
create index run_outlet_by_outlet on run_outlet (outlet, run);

alter table measure add column outlet text;
update measure set outlet = run.spider from run where run.id = measure.run;
alter table measure alter column outlet set not null;
alter table measure drop constraint measure_pkey;
alter table measure add primary key (run, outlet, name);
