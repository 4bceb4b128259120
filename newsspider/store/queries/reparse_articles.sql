-- Writes new readings of stories, all fields of them. Their identity, and when and by which run they were stored,
-- stay.
update article set
    site_id = story.site_id, layout = story.layout, reading = story.reading, rules_digest = story.rules_digest,
    program_version = story.program_version, headline = story.headline, lead = story.lead, body = story.body,
    blocks = story.blocks, summary = story.summary, dateline = story.dateline, authors = story.authors,
    editors = story.editors, source = story.source, signature = story.signature,
    published_at = story.published_at, modified_at = story.modified_at, section = story.section,
    breadcrumb = story.breadcrumb, tags = story.tags, topic = story.topic, images = story.images,
    page_count = story.page_count, missing_pages = story.missing_pages, premium = story.premium,
    provenance = story.provenance, content_hash = story.content_hash
from
    jsonb_to_recordset(%(articles)s::jsonb) as story (
        url text, site_id text, layout text, reading text, rules_digest text, program_version text,
        headline text, lead text, body text, blocks jsonb, summary text[], dateline text, authors text[],
        editors text[], source text, signature text, published_at timestamptz, modified_at timestamptz,
        section text, breadcrumb text[], tags text[], topic text, images jsonb, page_count integer,
        missing_pages integer[], premium boolean, provenance jsonb, content_hash bytea
    )
where article.url = story.url
