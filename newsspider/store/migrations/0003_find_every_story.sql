-- How pages are found, asked again, and known under several addresses; what stories said before.

alter table page
    -- When the story appeared, as the list that named it says.
    add column published_at timestamptz,
    -- The day whose dated list this is, or by whose list the story was named.
    add column listed_on date,
    -- The page that holds what this address shows too (a redirect, rel=canonical, a later page of a story).
    add column alias_of bigint references page (id) on delete cascade,
    -- What the host gave us to ask with whether the page has changed.
    add column etag text,
    add column last_modified text,
    -- Which stories a list named last, and how long we wait before we ask it again.
    add column fingerprint bytea,
    add column recheck interval;

update page set found_how = 'index' where found_how in ('story', 'pagination');

alter table page
    drop constraint page_outcome_is_known,
    drop constraint page_failure_has_a_reason,
    -- Every page that is not due says why: it became something, or it has a reason.
    add constraint page_outcome_is_known check (
        outcome in ('article', 'listing', 'rejected', 'failed', 'gone', 'too_far', 'unfollowed', 'alias')
    ),
    add constraint page_failure_has_a_reason check (
        reason is not null or outcome is null or outcome in ('article', 'listing')
    ),
    -- An alias is never fetched for itself, and says of what it is one.
    add constraint page_alias_rests check ((outcome is not distinct from 'alias') = (alias_of is not null)),
    add constraint page_alias_is_not_due check (alias_of is null or due_at is null),
    add constraint page_is_no_alias_of_itself check (alias_of <> id),
    -- How a page was found is one of these words.
    add constraint page_found_how_is_known check (
        found_how in (
            'seed', 'given', 'backfill', 'robots', 'sitemap_index', 'sitemap', 'news_sitemap', 'index', 'hub',
            'baca_juga', 'recommendation', 'related', 'redirect', 'canonical', 'page'
        )
    ),
    -- What is sent back to a host is a header, not a document.
    add constraint page_validators_are_short check (octet_length(etag) <= 1000 and octet_length(last_modified) <= 1000);

drop index page_is_due;
create index page_is_due on page (outlet, host, priority, due_at, id) where due_at is not null;
create index page_by_day on page (host, listed_on) where listed_on is not null;
create index page_by_alias on page (alias_of) where alias_of is not null;

alter table article
    -- The run that found the story changed.
    add column changed_by bigint references run (id) on delete set null,
    -- Since when the story's address answers that it is gone; what it said stays.
    add column gone_at timestamptz,
    -- Whether pages of the story are still missing.
    add column incomplete boolean not null generated always as (missing_pages <> '{}') stored;
create index article_is_incomplete on article (page_id) where incomplete;

-- A story belongs to the page that has its address.
update article set page_id = page.id
from page
where page.url = article.url
    and page.id <> article.page_id
    and not exists (select from article as other where other.page_id = page.id);

-- What a story said before it was edited: one row for each version that was replaced.
create table revision (
    page_id bigint not null references page (id) on delete cascade,
    number integer not null,
    -- The fields that the newer version has otherwise, and what they held.
    changed text[] not null,
    held jsonb not null,
    -- The older version itself, for reading.
    headline text not null,
    body text not null,
    -- From when until when we knew the story so, and the run that found it changed.
    since timestamptz not null,
    until timestamptz not null default now(),
    replaced_by bigint references run (id) on delete set null,
    primary key (page_id, number),
    -- A revision says what changed.
    constraint revision_changes_something check (cardinality(changed) > 0)
);

-- Whoever changes a story leaves its older version behind.
create function keep_revision() returns trigger language plpgsql as $$
declare
    told record;
begin
    select array_agg(was.key order by was.key) as changed, jsonb_object_agg(was.key, was.value) as held
    into told
    from jsonb_each(to_jsonb(old)) as was
    inner join jsonb_each(to_jsonb(new)) as becomes on becomes.key = was.key
    where was.value <> becomes.value
        and was.key <> all (array[
            'page_id', 'url', 'layout', 'provenance', 'content_hash', 'stored_at', 'stored_by', 'changed_at',
            'changed_by', 'gone_at', 'incomplete'
        ]);
    if cardinality(told.changed) > 0 then
        insert into revision (page_id, number, changed, held, headline, body, since, replaced_by)
        values (
            new.page_id,
            (select coalesce(max(number), 0) + 1 from revision where revision.page_id = new.page_id),
            told.changed, told.held, old.headline, old.body, old.changed_at,
            new.changed_by
        );
    end if;
    new.changed_at := now();
    return new;
end
$$;

create trigger article_keeps_revisions before update on article
for each row when (old.content_hash is distinct from new.content_hash)
execute function keep_revision();
