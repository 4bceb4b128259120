-- Closes a run with its finish reason, verdict, reasons and counters.
update run set
    finished_at = now(), finish_reason = %(finish_reason)s, verdict = %(verdict)s,
    reasons = %(reasons)s::jsonb, counters = %(counters)s::jsonb
where id = %(run)s
