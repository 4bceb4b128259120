-- Many small questions of one index: no compiling, which takes longer, and no reading of whole tables.
select set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true)
