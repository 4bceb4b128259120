-- Closes a run with its finish reason, verdict, reasons and counters, and its outlets with theirs.
with judged as (
    select outlet, verdict, reasons
    from jsonb_to_recordset(%(outlets)s::jsonb) as given (outlet text, verdict text, reasons jsonb)
),

stored as (select outlet, count(*) as stories from article where stored_by = %(run)s group by outlet),

edited as (
    select outlet, count(*) as stories
    from article
    where changed_at >= (select started_at from run where id = %(run)s)
        and exists (
            select from revision where revision.page_id = article.page_id and revision.replaced_by = %(run)s
        )
    group by outlet
),

closed as (
    insert into run_outlet as known (
        run, outlet, verdict, reasons, pages, rejections, stories_new, stories_changed
    )
    select
        %(run)s::bigint, judged.outlet, judged.verdict, judged.reasons,
        coalesce(visited.pages, 0), coalesce(visited.rejections, 0), coalesce(stored.stories, 0),
        coalesce(edited.stories, 0)
    from judged
    left join (
        select outlet, sum(pages) as pages, sum(pages) filter (where what like '%%/%%') as rejections
        from host_outcome
        where run = %(run)s
        group by outlet
    ) as visited on visited.outlet = judged.outlet
    left join stored on stored.outlet = judged.outlet
    left join edited on edited.outlet = judged.outlet
    on conflict (run, outlet) do update set
        verdict = excluded.verdict, reasons = excluded.reasons, pages = excluded.pages,
        rejections = excluded.rejections, stories_new = excluded.stories_new,
        stories_changed = excluded.stories_changed
)

update run set
    finished_at = now(), finish_reason = %(finish_reason)s, verdict = %(verdict)s,
    reasons = %(reasons)s::jsonb, counters = %(counters)s::jsonb
where id = %(run)s
