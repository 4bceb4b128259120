-- Keeps the older version of a story that is edited: a change of what a reader sees. What says nothing of the story
-- itself (how it was fetched, read, cut or paged; a new time alone) is no edit and leaves no revision.
-- A reparse leaves one, but the story was not edited then: it says so by the setting newsspider.cause.
create or replace function keep_revision() returns trigger language plpgsql as $$
declare
    difference record;
    why text := coalesce(nullif(current_setting('newsspider.cause', true), ''), 'edit');
    latest record;
begin
    select
        array_agg(was.key order by was.key) as changed,
        jsonb_object_agg(was.key, was.value) as held,
        bool_or(was.key <> all (array['published_at', 'modified_at', 'page_count', 'missing_pages'])) as is_edit
    into difference
    from jsonb_each(to_jsonb(old)) as was
    inner join jsonb_each(to_jsonb(new)) as becomes on becomes.key = was.key
    where was.value <> becomes.value
        and was.key <> all (array[
            'page_id', 'outlet', 'url', 'site_id', 'layout', 'reading', 'rules_digest', 'program_version',
            'provenance', 'content_hash', 'stored_at', 'stored_by', 'changed_at', 'changed_by', 'gone_at',
            'incomplete', 'word_count', 'language'
        ]);
    if difference.is_edit then
        select coalesce(max(revision.number), 0) as number, max(revision.until) as until
        into latest
        from revision where revision.page_id = new.page_id;
        insert into revision (
            page_id, number, changed, held, headline, body, since, replaced_by, layout, reading, rules_digest,
            program_version, cause
        )
        values (
            new.page_id,
            latest.number + 1,
            difference.changed, difference.held, old.headline, old.body, greatest(old.changed_at, latest.until),
            case when why = 'edit' then new.changed_by end, old.layout, old.reading, old.rules_digest,
            old.program_version, why
        );
    end if;
    if difference.is_edit and why = 'edit' then
        new.changed_at := now();
    else
        new.changed_at := old.changed_at;
        new.changed_by := old.changed_by;
    end if;
    return new;
end
$$;

create or replace trigger article_keeps_revisions before update on article
for each row when (old.content_hash is distinct from new.content_hash)
execute function keep_revision();
