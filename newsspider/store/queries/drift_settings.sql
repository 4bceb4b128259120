-- One large question: memory for its lists of lines, and no compiling, which takes longer than the question. Of lists
-- that are made on the way the planner has no statistics, and a loop in a loop seems cheap to it: `loops` is off where
-- there are such lists.
select
    set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
    set_config('enable_nestloop', %(loops)s, true)
