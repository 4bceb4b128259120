-- One large question of lists of lines: memory for them, no compiling, which takes longer than the question, and no
-- loop in a loop, which seems cheap to a planner that has no statistics of what is found on the way.
select
    set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
    set_config('enable_nestloop', 'off', true)
