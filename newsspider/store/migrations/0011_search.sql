-- Full text: what is looked for in a story, beside the story, so that its own row is as small as it was.

-- Without accents, as most people type: Mbappé is found by mbappe.
create function search_plain(told text) returns text language sql immutable parallel safe as $$
    select case
        when told ~ '[\u00c0-\u017f\u0300-\u0328]' then translate(
            told,
            'àáâãäåāăąçćčďèéêëēėęěğìíîïīıłñńňòóôõöøōőřśşšťùúûüūůűųýÿźżž'
            || 'ÀÁÂÃÄÅĀĂĄÇĆČĎÈÉÊËĒĖĘĚĞÌÍÎÏĪİŁÑŃŇÒÓÔÕÖØŌŐŘŚŞŠŤÙÚÛÜŪŮŰŲÝŸŹŻŽ'
            || U&'\0300\0301\0302\0303\0304\0306\0307\0308\030A\030B\030C\0327\0328',
            'aaaaaaaaacccdeeeeeeeegiiiiiilnnnoooooooorssstuuuuuuuuyyzzz'
            || 'AAAAAAAAACCCDEEEEEEEEGIIIIIILNNNOOOOOOOORSSSTUUUUUUUUYYZZZ'
        )
        else told
    end
$$;

-- What a story is filtered by is a lexeme too, such as "host solo.tribunnews.com": no text makes one with a space.
create function search_key(kind text, name text) returns text language sql immutable parallel safe as $$
    select kind || ' ' || left(lower(btrim(name)), 200)
$$;

create function search_terms(keys text[]) returns tsquery language sql immutable parallel safe as $$
    select string_agg('''' || replace(replace(key, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery
    from unnest(keys) as key
$$;

-- The moment by which a story is newer or older than others.
create function search_moment(story article) returns timestamptz language sql immutable parallel safe as $$
    select coalesce(story.published_at, story.stored_at)
$$;

create function search_keys(story article) returns text[] language sql stable parallel safe as $$
    select array(
        select search_key(kind, name)
        from (
            values
            ('outlet', story.outlet),
            ('host', split_part(story.url, '/', 3)),
            ('section', story.section),
            ('day', to_char(search_moment(story) at time zone 'Asia/Jakarta', 'YYYY-MM-DD')),
            ('month', to_char(search_moment(story) at time zone 'Asia/Jakarta', 'YYYY-MM'))
            union all
            select 'tag', unnest(story.tags[:100])
            union all
            select 'author', string_to_table(array_to_string(story.authors[:50], ' '), ' ')
        ) as told (kind, name)
        where btrim(name) <> ''
    )
$$;

-- 100,000 characters of a body: then no text is beyond what a tsvector can hold (1 MB, 16,383 places).
create function search_document(story article) returns tsvector language sql stable parallel safe as $$
    select
        setweight(to_tsvector('pg_catalog.indonesian', search_plain(left(story.headline, 1000))), 'A')
        || setweight(to_tsvector('pg_catalog.indonesian', search_plain(left(coalesce(story.lead, ''), 5000))), 'B')
        || to_tsvector('pg_catalog.indonesian', search_plain(left(story.body, 100000)))
        || array_to_tsvector(search_keys(story))
$$;

create table article_text (
    page_id bigint primary key references article (page_id) on update cascade on delete cascade,
    -- When the story appeared; where it does not say, when it was stored.
    at timestamptz not null,
    document tsvector not null
-- The documents lie apart: what is found first is read without them.
) with (toast_tuple_target = 128);

insert into article_text (page_id, at, document)
select page_id, search_moment(article), search_document(article)
from article;

create index article_text_by_time on article_text (at);
-- The list of what is yet to be indexed is read by each of the many small questions of a search: a short one.
create index article_text_by_word on article_text using gin (document) with (gin_pending_list_limit = 512);

-- Whoever stores a story makes it found.
create function keep_text() returns trigger language plpgsql as $$
begin
    insert into article_text (page_id, at, document)
    values (new.page_id, search_moment(new), search_document(new))
    on conflict (page_id) do update set at = excluded.at, document = excluded.document;
    return null;
end
$$;

create trigger article_keeps_text
after insert or update of outlet, url, headline, lead, body, authors, section, tags, published_at on article
for each row execute function keep_text();
