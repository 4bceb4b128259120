-- Settings for one large query: memory for its lists of lines. The planner has no statistics of such lists and takes a
-- nested loop for cheap, so `loops` is off where there are any.
select
    set_config('work_mem', '64MB', true),
    set_config('enable_nestloop', %(loops)s, true)
