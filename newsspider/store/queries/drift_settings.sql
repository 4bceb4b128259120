-- One large question: memory for its lists of lines, and no compiling, which takes longer than the question.
select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)
