-- Saves stories, each once under its own address. A story that has not changed is not written again. No story gets
-- shorter because pages of it were missing this time, or one was cut. The hash is of what a reader sees. Other new
-- values are kept and are no edit: a story counts as changed if it has a new revision. The first exact reading of
-- a story is kept even if it says the same as the generic one.
with given as (
    select
        page.id as page_id,
        story.*
    from
        jsonb_to_recordset(%(articles)s::jsonb) as story (
            page text, outlet text, url text, site_id text, layout text, reading text, rules_digest text,
            program_version text, headline text, lead text,
            body text, blocks jsonb, summary text[], dateline text, authors text[], editors text[],
            source text, signature text, published_at timestamptz, modified_at timestamptz,
            section text, breadcrumb text[], tags text[], topic text, images jsonb,
            page_count integer, missing_pages integer[], premium boolean, provenance jsonb, content_hash bytea,
            cut_to integer
        )
    inner join page on page.url = story.page
    left join article as stored on stored.url = story.url
    where story.cut_to is null
        or stored.url is null
        or length(stored.body) <= story.cut_to and stored.content_hash <> story.content_hash
),

written as (
    insert into article (
        page_id, outlet, url, site_id, layout, reading, rules_digest, program_version, headline, lead, body,
        blocks, summary, dateline, authors, editors, source, signature, published_at, modified_at, section,
        breadcrumb, tags, topic, images, page_count, missing_pages, premium, provenance, content_hash, stored_by,
        changed_by
    )
    select
        page_id, outlet, url, site_id, layout, reading, rules_digest, program_version, headline, lead, body,
        blocks, summary, dateline, authors, editors, source, signature, published_at, modified_at, section,
        breadcrumb, tags, topic, images, page_count, missing_pages, premium, provenance, content_hash, %(run)s,
        %(run)s
    from given
    order by url
    on conflict (url) do update set
        site_id = excluded.site_id, layout = excluded.layout, reading = excluded.reading,
        rules_digest = excluded.rules_digest, program_version = excluded.program_version,
        headline = excluded.headline,
        lead = excluded.lead, body = excluded.body, blocks = excluded.blocks,
        summary = excluded.summary, dateline = excluded.dateline, authors = excluded.authors,
        editors = excluded.editors, source = excluded.source, signature = excluded.signature,
        published_at = coalesce(excluded.published_at, article.published_at),
        modified_at = coalesce(excluded.modified_at, article.modified_at),
        section = excluded.section, breadcrumb = excluded.breadcrumb, tags = excluded.tags,
        topic = excluded.topic, images = excluded.images,
        page_count = excluded.page_count, missing_pages = excluded.missing_pages,
        premium = excluded.premium, provenance = excluded.provenance,
        content_hash = excluded.content_hash,
        changed_by = case
            when article.content_hash is distinct from excluded.content_hash then excluded.changed_by
            else article.changed_by
        end
    where (
        article.content_hash is distinct from excluded.content_hash
        or article.reading = 'generic' and excluded.reading = 'exact'
        or article.published_at is distinct from coalesce(excluded.published_at, article.published_at)
        or article.modified_at is distinct from coalesce(excluded.modified_at, article.modified_at)
        or article.page_count <> excluded.page_count
        or article.missing_pages <> excluded.missing_pages
    )
    -- A visit that got less of the story than we have changes nothing.
    and cardinality(excluded.missing_pages) <= cardinality(article.missing_pages)
    returning (xmax = 0) as is_new, changed_at = now() as is_changed
)

select
    count(*) filter (where is_new) as new,
    count(*) filter (where not is_new and is_changed) as changed
from written
