-- A database as after years of crawling; see filling.py. The stories are spread over the days before now; the newest
-- have the highest numbers.

-- Section: months.
-- Statements that make a partition for each month, as years of crawling do.
select format('drop table %%I', parent || '_first')
from unnest(array['link', 'removed', 'fetch_count']) as parent
union all
select format(
    'create table %%I partition of %%I for values from (%%L) to (%%L)',
    parent || to_char(month, '_YYYY_MM'), parent, month, month + interval '1 month'
)
from unnest(array['link', 'removed', 'fetch_count']) as parent
cross join (
    select date_trunc('month', now() at time zone 'UTC') - number * interval '1 month' as month
    from generate_series(0, %(runs)s::integer / 28 + 2) as number
) as past;

-- Section: runs.
insert into host (outlet, name) select 'tribun', unnest(%(hosts)s::text[]);
insert into run (
    spider, version, started_at, finished_at, finish_reason, verdict, reasons, counters, evaluated_at, month
)
select
    'tribun', '0', now() - (%(runs)s - number) * interval '1 day' - interval '3 hours',
    now() - (%(runs)s - number) * interval '1 day' - interval '1 hour', 'finished',
    case when number %% 17 = 0 then 'degraded' else 'ok' end,
    case when number %% 17 = 0 then '[{"code": "logged_errors", "subject": "", "text": "35 errors in the log", "numbers": {"errors": 35}}]'::jsonb else '[]' end,
    counted.counters
        || (select jsonb_object_agg('rejection/Reason' || n, n * 3) from generate_series(1, 12) as n)
        || (select jsonb_object_agg('cleaning/rule_' || n, n * 30) from generate_series(1, 40) as n)
        || (select jsonb_object_agg('lists/source_' || n, n * 3) from generate_series(1, 12) as n),
    now(), date_trunc('month', (now() - (%(runs)s - number) * interval '1 day' - interval '3 hours') at time zone 'UTC')
from generate_series(1, %(runs)s::integer) as number
cross join lateral (
    select jsonb_build_object(
        'asked', 5000 + number, 'pages_settled', 5000 + number, 'articles_new', 2700 + number %% 100,
        'articles_changed', 130, 'articles_unchanged', 900, 'articles_gone', 4, 'rejections', 120,
        'links', 54000, 'removed', 8000, 'batches', 60, 'write_seconds', 6.5, 'unwritten', 0, 'in_flight', 0,
        'items_refused', 0, 'downloader/response_count', 5300, 'downloader/response_bytes', 143000000,
        'downloader/response_status_count/200', 5100, 'log_count/ERROR', number %% 3, 'elapsed_time_seconds', 7200.5
    ) as counters
) as counted;
insert into worker (run, machine, process, started_at, seen_at, ended_at, finish_reason)
select id, 'a machine', 1000 + part, started_at, finished_at, finished_at, 'finished'
from run cross join generate_series(1, 2) as part;
insert into run_outlet (run, outlet, verdict, reasons, pages, rejections, stories_new, stories_changed)
select id, 'tribun', verdict, reasons, 5000, 120, 2700, 130 from run;
insert into host_visits (run, outlet, host, pages)
select run.id, host.outlet, host.name, 75 from run cross join host;
insert into host_outcome (run, outlet, host, what, pages)
select run.id, host.outlet, host.name, outcome.what, outcome.pages
from run
cross join host
cross join (
    values ('story', 40), ('list', 25), ('other', 3), ('rejected//TooShort', 2), ('failed/timeout/timeout', 1)
) as outcome (what, pages);
insert into backlog (run, outlet, new_due, new_later, again_due, again_later, oldest_due_at, counted_at)
select id, 'tribun', 900, 300, 4000, 9000, finished_at - interval '5 hours', finished_at from run;
insert into measure (run, outlet, name, value, sample)
select run.id, 'tribun', made.name, random(), 2700
from run
cross join lateral (
    select 'cuts/rule_' || n from generate_series(1, 40) as n
    union all
    select 'stories/section/rubrik ' || n from generate_series(1, 12) as n
    union all
    select 'rejections/Reason' || n from generate_series(1, 12) as n
    union all
    select unnest(array[
        'stories', 'words', 'freshness', 'fill/lead', 'fill/authors', 'fill/editors', 'fill/tags', 'fill/section',
        'links/baca_juga', 'links/related', 'links/recommendation', 'layout/desktop', 'layout/amp', 'status/403'
    ])
) as made (name);
insert into fetch_count (run, worker, outlet, host, status, bucket, fetches, bytes, month)
select
    run.id, min(worker.id), 'tribun', host.name, kind.status, case when kind.status = 0 then -bucket else 22 + bucket end,
    kind.fetches, kind.fetches * 28000, run.month
from run
inner join worker on worker.run = run.id
cross join unnest(%(hosts)s::text[]) as host (name)
cross join (values (200, 10), (304, 3), (404, 1), (0, 1)) as kind (status, fetches)
cross join generate_series(1, 8) as bucket
where kind.status = 200 or bucket <= case when kind.status = 0 then 1 else 2 end
group by run.id, run.month, host.name, kind.status, bucket, kind.fetches
order by run.id;
insert into table_size (run, relation, bytes, rows)
select run.id, relation.relname, 1000000 * run.id, 1000 * run.id
from run cross join (
    select relname from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
    union all
    select 'database'
) as relation;
insert into link_graph
select id, 2700, 54000, 38000, 30000, 20, 60, 12000, 2, 8, 900 from run;
update run set looked_at = finished_at where id = (select max(id) from run);
insert into finding (run, kind, place, found)
select
    (select max(id) from run), 'suspect', place,
    jsonb_build_object(
        'outlet', 'tribun', 'kind', 'line', 'text', 'Ikuti kabar ' || place, 'texts', jsonb_build_array('Ikuti kabar ' || place),
        'examples', jsonb_build_array('https://contoh.example/1'), 'stories', 60, 'possible', 600, 'looked_at', 6000,
        'share', 0.1, 'authors', 12, 'hosts', jsonb_build_array('h'), 'sections', '[]'::jsonb, 'first_seen', now(),
        'last_seen', now(), 'depth', 0.9, 'topic', null, 'before', 0, 'looked_before', 500, 'is_new', true, 'is_sure', false
    )
from generate_series(1, 40) as place;
insert into finding (run, kind, place, found)
select
    (select max(id) from run), 'dead_rule', place,
    jsonb_build_object(
        'outlet', 'tribun', 'rule', 'rule_' || place, 'stories', 60, 'of_stories', 2000, 'expected', 20,
        'silent_for', 900, 'last_seen', null
    )
from generate_series(1, 5) as place;
insert into schedule (name, spider, cron, timezone, next_slot)
select 'nightly ' || number, 'tribun', '0 2 * * *', 'Asia/Jakarta', now() + interval '9 hours'
from generate_series(1, 3) as number;
insert into fire (schedule, slot, spider, state, machine, supervisor, started_at, ended_at, exit_code, run)
select
    'nightly ' || 1 + id %% 3, started_at, 'tribun', verdict, 'a machine', 1, started_at, finished_at, 0, id
from run;
insert into alert (spider, code, subject, kind, reason, since, last_seen, run, notified_at, cleared_at)
select
    'tribun', 'host_refuses', 'host ' || id, 'degraded', 'the reason ' || id, started_at, finished_at, id, finished_at,
    case when id < (select max(id) - 5 from run) then finished_at + interval '1 day' end
from run;

-- Section: pages.
insert into page (
    id, outlet, url, host, kind, depth, found_how, found_at, published_at, priority, due_at, visited_at, status, outcome,
    month
)
overriding system value
select
    number, 'tribun', format('https://%%s/news/%%s/kisah-%%s', host, number, number), host, 'story', 1,
    (array['news_sitemap', 'sitemap', 'index', 'related', 'hub'])[1 + number %% 5],
    at + interval '20 minutes', case when number %% 3 <> 0 then at end, 1010,
    case when number > %(stories)s * 0.98 then now() + (number %% 400 - 100) * interval '15 minutes' end,
    at + interval '40 minutes', 200, 'article', date_trunc('month', at at time zone 'UTC')
from generate_series(1, %(stories)s::bigint) as number
cross join lateral (
    select
        (%(hosts)s::text[])[1 + (hashint8(number) & 1048575) %% %(width)s] as host,
        now() - (%(stories)s - number) * (%(runs)s * interval '1 day' / %(stories)s) as at
) as made;
insert into page (
    id, outlet, url, host, kind, depth, found_how, found_at, priority, due_at, outcome, reason, status, tries, visited_at
)
overriding system value
select
    %(stories)s + number, 'tribun', format('https://%%s/news/x%%s/tunggu', host, number), host, 'story', 1,
    case when number %% 5 = 0 then 'index' else 'related' end, now() - (number %% 10000) * interval '50 minutes', 100 * (1 + number %% 3),
    case when number <= %(waiting)s then now() + (number %% 300 - 250) * interval '10 minutes' end,
    case when number > %(waiting)s then 'rejected' end, case when number > %(waiting)s then 'Reason' || number %% 12 end,
    200, number %% 3, now() - (number %% 10000) * interval '40 minutes'
from generate_series(1, %(waiting)s::bigint + %(rejected)s) as number
cross join lateral (select (%(hosts)s::text[])[1 + number %% %(width)s] as host) as made;
insert into rejection (page_id, outlet, url, reason, detail, status, body, rejected_at, rejected_by)
select
    id, outlet, url, reason, 'expected a headline, found none', 200, decode(repeat(md5(id::text), 30), 'hex'), visited_at,
    1 + id %% %(runs)s
from page
where outcome = 'rejected';
select setval(pg_get_serial_sequence('page', 'id'), (select max(id) from page));

-- Section: bare.
alter table link drop constraint link_pkey;
drop index link_by_target;
alter table removed drop constraint removed_pkey;
drop index removed_by_rule;
drop index article_text_by_word;
-- Computed for each story they would take a millisecond.
alter table article alter column word_count drop expression, alter column language drop expression;

-- Section: texts.
create unlogged table sample as
select
    number, made.body, initcap(left(split_part(made.body, e'\n', 2), 70)) as headline, left(made.body, 120) as lead,
    to_tsvector('pg_catalog.indonesian', search_plain(left(made.body, 800))) as document
from generate_series(1, %(samples)s::integer) as number
cross join lateral (
    select
        string_agg(
            sentence.text, case when place %% 3 = 1 then e'\n' else ' ' end order by place
        ) as body
    from generate_series(1, 23) as place
    inner join sentence on sentence.id = (hashint8(number * 97 + place) & 1073741823) %% %(sentences)s::integer
) as made;
alter table sample add primary key (number);
analyze sample;

-- Section: articles.
insert into article (
    page_id, outlet, url, site_id, layout, headline, lead, body, blocks, summary, authors, editors, published_at, modified_at,
    section, breadcrumb, tags, images, page_count, missing_pages, premium, provenance, content_hash, stored_at, stored_by,
    changed_at, gone_at, word_count, language
)
select
    page.id, 'tribun', page.url, page.id::text, case when page.id %% 9 = 0 then 'amp' else 'desktop' end,
    sample.headline, sample.lead, sample.body, '[]', '{}',
    case when page.id %% 20 > 0 then array['Penulis ' || (hashint8(page.id) & 255)] else '{}' end,
    case when page.id %% 4 > 0 then array['Penyunting ' || (hashint8(page.id) & 31)] else '{}' end,
    at, case when page.id %% 5 = 0 then at + interval '2 hours' end, 'rubrik ' || 1 + (hashint8(page.id * 7) & 1023) %% 12,
    array['Beranda', 'Rubrik'], array['tanda ' || (hashint8(page.id * 3) & 4095), 'tanda ' || (hashint8(page.id * 5) & 63)],
    '[{"url": "x", "caption": "y"}]', 1, '{}',
    false, '{"headline": "h1"}', decode(md5(page.id::text), 'hex'),
    at + (2 ^ (hashint8(page.id * 11) & 7)) * interval '1 minute',
    greatest(1, least(%(runs)s, ceil(page.id * %(runs)s::numeric / %(stories)s)))::bigint,
    at + (2 ^ (hashint8(page.id * 11) & 7)) * interval '1 minute', case when page.id %% 500 = 0 then now() end,
    360 + page.id %% 150, case when page.id %% 100 = 0 then 'und' else 'id' end
from page
inner join sample on sample.number = 1 + (hashint8(page.id * 97) & 1073741823) %% %(samples)s::integer
cross join lateral (
    select now() - (%(stories)s - page.id) * (%(runs)s * interval '1 day' / %(stories)s) as at
) as appeared
where page.id between %(first)s and %(last)s
order by page.id;

-- Section: documents.
-- What the disabled trigger would have made, of the first 800 characters only: a third of the space.
insert into article_text (page_id, at, document)
select article.page_id, search_moment(article), sample.document || array_to_tsvector(search_keys(article))
from article
inner join sample on sample.number = 1 + (hashint8(article.page_id * 97) & 1073741823) %% %(samples)s::integer
where article.page_id between %(first)s and %(last)s
order by article.page_id;

-- Section: links.
insert into link (page_id, position, kind, url, anchor, target_id, month)
select
    number, place, (array['related', 'recommendation', 'recommendation', 'baca_juga'])[1 + place %% 4],
    'https://contoh.example/news/' || target || '/kisah-' || target, 'Kabar tentang ' || target,
    case when hashint8(number * 41 + place) & 7 > 1 then target end, page.month
from generate_series(%(first)s::bigint, %(last)s::bigint) as number
inner join page on page.id = number
cross join generate_series(1, %(links)s::integer) as place
-- Most link to stories of the days before; some link to one of a few popular stories.
cross join lateral (
    select greatest(1, number - case
        when place %% 10 = 0 then (number %% 50000) + (2 ^ (hashint8(number * 43 + place) & 15))::bigint %% 300
        else 1 + (hashint8(number * 37 + place) & 16383)
    end) as target
) as led;

-- Section: removed.
insert into removed (page_id, position, rule, text, month)
select number, place, 'rule_' || 1 + (hashint8(number * 29 + place) & 1023) %% 40, 'Baca juga kabar ini', page.month
from generate_series(%(first)s::bigint, %(last)s::bigint) as number
inner join page on page.id = number
cross join generate_series(1, 3) as place;

-- Section: indexes.
alter table link add primary key (page_id, position, month);
create index link_by_target on link (target_id) where target_id is not null;
alter table removed add primary key (page_id, position, month);
create index removed_by_rule on removed (rule);
create index article_text_by_word on article_text using gin (document) with (gin_pending_list_limit = 512);

-- Section: rest.
select recount_tallies();
insert into tally (what, day, outlet, name, writer, stored)
select
    'cut', (run.started_at at time zone 'Asia/Jakarta')::date, 'tribun', 'rule_' || rule, 0, 200 + rule
from run cross join generate_series(1, 40) as rule
where rule > 5 or run.id < 300
on conflict do nothing;
insert into top_target (run, place, page_id, links, hosts)
select run.id, place, 1 + (run.id * 2400 + place * 7) %% %(stories)s, 900 - place, 5
from run cross join generate_series(1, 100) as place;
-- One story in five is a copy of another one.
insert into story_cluster (page_id, cluster, at, bands, similarity, credits)
select
    page_id, page_id - case when page_id %% 5 = 0 then 3 else 0 end, published_at, '{}',
    case when page_id %% 5 in (0, 2) then 0.9 end,
    case when page_id %% 15 = 0 then '[["source", "Antara", "Antara"]]' else '[]' end::jsonb
from article;
insert into byline (outlet, stated, name, key, desk)
select distinct outlet, stated, stated, lower(stated), false
from article
cross join lateral unnest(authors || editors) as stated;
-- One story in twenty was edited once.
insert into revision (page_id, number, changed, held, headline, body, since, until, replaced_by, layout, reading)
select
    page_id, 1, '{body}', '{}', headline, left(body, -100), stored_at, stored_at + interval '1 day',
    least(%(runs)s, stored_by + 1), layout, reading
from article
where page_id %% 20 = 0;
insert into capture (page_id, kind, layout, url, status, captured_at, file, record_offset, record_length, digest)
select
    page_id, 'story', layout, url, 200, stored_at, format('%%s/news-%%s.warc.gz', stored_at::date, page_id %% 20),
    page_id * 28000, 28000, decode(left(md5(url) || md5(url), 40), 'hex')
from article;
