create or replace view data.story as
select
    page_id as story, outlet, split_part(url, '/', 3) as host, url, site_id,
    (search_moment(article) at time zone 'Asia/Jakarta')::date as day,
    published_at, published_at at time zone 'Asia/Jakarta' as published_wib,
    modified_at, modified_at at time zone 'Asia/Jakarta' as modified_wib,
    headline, lead, body as text, word_count, language, section, breadcrumb, topic, tags, authors, editors,
    dateline, source, signature, summary,
    jsonb_array_length(images) as images,
    array(
        select image.value ->> 'caption'
        from jsonb_array_elements(article.images) with ordinality as image (value, place)
        where image.value ->> 'caption' <> ''
        order by image.place
    ) as captions,
    page_count as pages, incomplete, premium, layout, reading,
    stored_at, stored_at at time zone 'Asia/Jakarta' as stored_wib, changed_at, gone_at,
    dateline_place(dateline, outlet) as place
from article;

comment on view data.story is 'Stories, one row each.';
comment on column data.story.story is 'Number of the story.';
comment on column data.story.outlet is 'Outlet.';
comment on column data.story.host is 'Host in its address: the newsroom.';
comment on column data.story.url is 'Canonical address.';
comment on column data.story.site_id is 'Number of the story at the outlet.';
comment on column data.story.day is 'Day on which it appeared, in Jakarta; where the page has no time, the day on which it was stored.';
comment on column data.story.published_at is 'When it appeared, as the page says, with time zone (UTC in exports).';
comment on column data.story.published_wib is 'The same by the clock of Jakarta, without time zone.';
comment on column data.story.modified_at is 'When it was edited last, as the page says, with time zone (UTC in exports).';
comment on column data.story.modified_wib is 'The same by the clock of Jakarta, without time zone.';
comment on column data.story.headline is 'Headline.';
comment on column data.story.lead is 'Lead paragraph, if the page sets it apart; else null, and the text begins with it.';
comment on column data.story.text is 'Text as cleaned, one paragraph a line.';
comment on column data.story.word_count is 'Words of the text: what stands between white space.';
comment on column data.story.language is 'Language of the text: id (Malay too), en, or und where neither prevails. Frequent words are compared.';
comment on column data.story.section is 'Section, as the page names it.';
comment on column data.story.breadcrumb is 'Breadcrumb, from the top.';
comment on column data.story.topic is 'Topic, as the page names it.';
comment on column data.story.tags is 'Tags.';
comment on column data.story.authors is 'Authors, as the page names them; data.byline has them one a row.';
comment on column data.story.editors is 'Editors, as the page names them.';
comment on column data.story.dateline is 'Beginning of the story with place and newsroom, as the page has it.';
comment on column data.story.source is 'Agency or medium that the story is taken from, as the page says.';
comment on column data.story.signature is 'Initials that end the story.';
comment on column data.story.summary is 'Lines of the newsroom''s own summary box.';
comment on column data.story.images is 'Number of images.';
comment on column data.story.captions is 'Captions of the images that have one.';
comment on column data.story.pages is 'Number of pages that it is spread over.';
comment on column data.story.incomplete is 'Whether pages of it are missing.';
comment on column data.story.premium is 'Whether it is for subscribers only.';
comment on column data.story.layout is 'Layout that read it last.';
comment on column data.story.reading is 'How it was read last: exact, by a layout; generic, because no layout recognised its page.';
comment on column data.story.stored_at is 'When it was stored first, with time zone (UTC in exports).';
comment on column data.story.stored_wib is 'The same by the clock of Jakarta, without time zone.';
comment on column data.story.changed_at is 'When it was found edited last, or stored first.';
comment on column data.story.gone_at is 'Its address answers that it is gone since then; null: it is there.';
comment on column data.story.place is 'Place of the dateline, without newsroom and dash; null: it names none.';
