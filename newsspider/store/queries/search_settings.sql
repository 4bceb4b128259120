-- Setting for many small queries of one index: no sequential scans.
select set_config('enable_seqscan', 'off', true)
