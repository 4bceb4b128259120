-- The newest rejections, and those of a run, without a look at every rejection.

create index rejection_by_time on rejection (rejected_at);
