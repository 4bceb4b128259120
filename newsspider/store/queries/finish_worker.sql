-- Ends a worker's part in the run, and releases its hosts.
with left_now as (
    update worker set
        ended_at = now(), seen_at = now(), finish_reason = %(finish_reason)s, reasons = %(reasons)s::jsonb,
        flaws = %(flaws)s::jsonb, counters = %(counters)s::jsonb
    where id = %(worker)s
    returning id
)

update host set
    worker = null,
    not_before = greatest(not_before, now() + make_interval(secs => %(pace)s))
from left_now
where host.worker = left_now.id
