-- The WebSub hub that a feed names.

alter table page
    add column hub text,
    add constraint page_hub_is_short check (octet_length(hub) <= 2000);
create index page_has_hub on page (outlet, url) where hub is not null;
