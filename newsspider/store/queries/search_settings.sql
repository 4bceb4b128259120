-- Settings for many small queries of one index: no JIT, which takes longer, and no sequential scans.
select set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true)
