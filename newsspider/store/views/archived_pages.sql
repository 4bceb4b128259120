create or replace view ops.archived_pages as
select
    page.id as page, page.outlet, page.host, page.url, article.layout, article.reading, newest.captured_at
from page
left join article on article.page_id = page.id
cross join lateral (
    select capture.captured_at
    from capture
    where capture.page_id = page.id
        and capture.part = 0
        and capture.status = 200
        and capture.kind = any (
            case
                when article.page_id is null then array['rejection']
                else array['story', 'generic', 'rejection']
            end
        )
    order by capture.kind = 'rejection', capture.captured_at desc
    limit 1
) as newest
where page.kind = 'story';

comment on view ops.archived_pages is 'Pages that scrapy reparse can read again, one row each: of a story the newest capture that was read as one, else the newest that was rejected.';
comment on column ops.archived_pages.page is 'The number of the page; of a story also the story''s.';
comment on column ops.archived_pages.outlet is 'Outlet.';
comment on column ops.archived_pages.host is 'Its host.';
comment on column ops.archived_pages.url is 'Its address.';
comment on column ops.archived_pages.layout is 'Layout that read its story; null: no story is stored.';
comment on column ops.archived_pages.reading is 'How its story was read: exact or generic; null: no story is stored.';
comment on column ops.archived_pages.captured_at is 'When the page came that is read again.';
