-- Stories of several pages: which of them could not be had yet.
alter table article
    add column missing_pages integer[] not null default '{}';

alter table article
    -- Only pages a story has can be missing, and the first is where it was found.
    add constraint article_missing_pages_exist check (
        not (1 = any (missing_pages)) and cardinality(missing_pages) < page_count
    );
