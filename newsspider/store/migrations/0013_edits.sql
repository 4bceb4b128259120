-- What an edit is, for every figure that counts edits; and aliases that are asked again.

-- An address that leads to another story than its form says is asked again: it may have done so for a night only.
alter table page drop constraint page_alias_is_not_due;

-- Whoever changes what a reader sees of a story leaves its older version behind: that is an edit. What says nothing of
-- the story itself (how it was fetched, read, cut, paged; a new time of modification alone) is kept and is none: no
-- revision, and the story did not change.
create or replace function keep_revision() returns trigger language plpgsql as $$
declare
    told record;
begin
    select
        array_agg(was.key order by was.key) as changed,
        jsonb_object_agg(was.key, was.value) as held,
        bool_or(was.key <> all (array['modified_at', 'page_count', 'missing_pages'])) as is_edit
    into told
    from jsonb_each(to_jsonb(old)) as was
    inner join jsonb_each(to_jsonb(new)) as becomes on becomes.key = was.key
    where was.value <> becomes.value
        and was.key <> all (array[
            'page_id', 'outlet', 'url', 'site_id', 'layout', 'provenance', 'content_hash', 'stored_at', 'stored_by',
            'changed_at', 'changed_by', 'gone_at', 'incomplete'
        ]);
    if told.is_edit then
        insert into revision (page_id, number, changed, held, headline, body, since, replaced_by)
        values (
            new.page_id,
            (select coalesce(max(number), 0) + 1 from revision where revision.page_id = new.page_id),
            told.changed, told.held, old.headline, old.body, old.changed_at,
            new.changed_by
        );
        new.changed_at := now();
    else
        new.changed_at := old.changed_at;
        new.changed_by := old.changed_by;
    end if;
    return new;
end
$$;

comment on column ops.runs.stories_changed is 'Stories found edited: something a reader sees had changed. Each has a revision; a new time of modification alone, or another way of reading, is no edit.';
comment on column ops.days.edited is 'Edits found that day: revisions. An edit changes what a reader sees of a story.';
comment on column ops.last_night.stories_changed is 'Stories it found edited: something a reader sees had changed.';
comment on column ops.stories.changed_at is 'When it was found edited last (something a reader sees had changed), or stored first.';
