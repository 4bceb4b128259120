-- The run's end: why it ended, what it thinks of itself, and what it counted.
update run set
    finished_at = now(), finish_reason = %(finish_reason)s, verdict = %(verdict)s,
    reasons = %(reasons)s, counters = %(counters)s::jsonb
where id = %(run)s
