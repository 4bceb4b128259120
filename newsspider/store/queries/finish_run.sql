-- Closes a run with its finish reason, verdict, reasons and counters, and its outlets with theirs. It reads no story:
-- a run is closed also while somebody locks the articles. See count_outlets.
with closed as (
    insert into run_outlet (run, outlet, verdict, reasons)
    select %(run)s::bigint, outlet, verdict, reasons
    from jsonb_to_recordset(%(outlets)s::jsonb) as given (outlet text, verdict text, reasons jsonb)
    on conflict (run, outlet) do update set verdict = excluded.verdict, reasons = excluded.reasons
)

update run set
    finished_at = now(), finish_reason = %(finish_reason)s, verdict = %(verdict)s,
    reasons = %(reasons)s::jsonb, counters = %(counters)s::jsonb
where id = %(run)s
