-- Keeps the full text of a story up to date, whoever stores the story.
create or replace function keep_article_text() returns trigger language plpgsql as $$
begin
    insert into article_text (page_id, at, document)
    values (new.page_id, search_moment(new), search_document(new))
    on conflict (page_id) do update set at = excluded.at, document = excluded.document;
    return null;
end
$$;

create or replace trigger article_keeps_text
after insert or update of outlet, url, headline, lead, body, authors, section, tags, published_at on article
for each row execute function keep_article_text();
