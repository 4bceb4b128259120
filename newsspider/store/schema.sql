-- All migrations together, for reading. Not to be edited: write a migration, then
--     python -m newsspider.store.schema > newsspider/store/schema.sql
-- The test tests/store/test_schema.py compares the two.

SET check_function_bodies = false;

CREATE SCHEMA ops;

COMMENT ON SCHEMA ops IS 'What dashboards read: views whose columns stay. Texts are as the pages had them: whoever shows them escapes them.';

CREATE FUNCTION public.bucket_of(number double precision) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (floor((((4)::double precision * ln((GREATEST(number, (0)::double precision) + (1)::double precision))) / ln((2)::double precision))))::integer;

CREATE TABLE public.article (
    page_id bigint NOT NULL,
    outlet text NOT NULL,
    url text NOT NULL,
    site_id text,
    layout text NOT NULL,
    headline text NOT NULL,
    lead text,
    body text NOT NULL,
    blocks jsonb NOT NULL,
    summary text[] NOT NULL,
    dateline text,
    authors text[] NOT NULL,
    editors text[] NOT NULL,
    source text,
    signature text,
    published_at timestamp with time zone,
    modified_at timestamp with time zone,
    section text,
    breadcrumb text[] NOT NULL,
    tags text[] NOT NULL,
    topic text,
    images jsonb NOT NULL,
    page_count integer NOT NULL,
    premium boolean NOT NULL,
    provenance jsonb NOT NULL,
    content_hash bytea NOT NULL,
    stored_at timestamp with time zone DEFAULT now() NOT NULL,
    stored_by bigint,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    missing_pages integer[] DEFAULT '{}'::integer[] NOT NULL,
    changed_by bigint,
    gone_at timestamp with time zone,
    incomplete boolean GENERATED ALWAYS AS ((missing_pages <> '{}'::integer[])) STORED NOT NULL,
    CONSTRAINT article_blocks_is_a_list CHECK ((jsonb_typeof(blocks) = 'array'::text)),
    CONSTRAINT article_images_is_a_list CHECK ((jsonb_typeof(images) = 'array'::text)),
    CONSTRAINT article_missing_pages_exist CHECK (((NOT (1 = ANY (missing_pages))) AND (cardinality(missing_pages) < page_count)))
);

CREATE FUNCTION public.facts_of(story public.article) RETURNS TABLE(what text, day date, name text, stored integer, published integer, filled integer)
    LANGUAGE sql
    AS $$
    select fact.what, clock.at::date, fact.name, clock.stored, clock.published, 0
    from (
        values
        (story.stored_at at time zone 'Asia/Jakarta', 1, 0),
        (story.published_at at time zone 'Asia/Jakarta', 0, 1)
    ) as clock (at, stored, published)
    cross join lateral (
        values
        ('story', ''),
        ('host', left(split_part(story.url, '/', 3), 255)),
        ('section', coalesce(left(story.section, 100), '')),
        ('layout', story.layout),
        ('hour', extract(hour from clock.at)::text),
        ('incomplete', case when story.missing_pages <> '{}' then '' end)
    ) as fact (what, name)
    where clock.at is not null and fact.name is not null
    union all
    select 'field', (story.stored_at at time zone 'Asia/Jakarta')::date, field.name, 1, 0, field.there::integer
    from (
        values
        ('site_id', story.site_id is not null),
        ('lead', story.lead is not null),
        ('summary', story.summary <> '{}'),
        ('dateline', story.dateline is not null),
        ('authors', story.authors <> '{}'),
        ('editors', story.editors <> '{}'),
        ('source', story.source is not null),
        ('signature', story.signature is not null),
        ('published_at', story.published_at is not null),
        ('modified_at', story.modified_at is not null),
        ('section', story.section is not null),
        ('breadcrumb', story.breadcrumb <> '{}'),
        ('tags', story.tags <> '{}'),
        ('topic', story.topic is not null),
        ('images', story.images <> '[]')
    ) as field (name, there)
    union all
    select 'gone', (story.gone_at at time zone 'Asia/Jakarta')::date, '', 1, 0, 0
    where story.gone_at is not null
    union all
    -- What is older was not news when it came: a backfill says nothing of how fresh we are.
    select
        'freshness', (story.stored_at at time zone 'Asia/Jakarta')::date,
        bucket_of(extract(epoch from story.stored_at - story.published_at)::double precision)::text, 1, 0, 0
    where story.published_at between story.stored_at - interval '2 days' and story.stored_at
$$;

CREATE FUNCTION public.keep_revision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    told record;
begin
    select
        array_agg(was.key order by was.key) as changed,
        jsonb_object_agg(was.key, was.value) as held,
        bool_or(was.key <> all (array['modified_at', 'page_count', 'missing_pages'])) as is_edit
    into told
    from jsonb_each(to_jsonb(old)) as was
    inner join jsonb_each(to_jsonb(new)) as becomes on becomes.key = was.key
    where was.value <> becomes.value
        and was.key <> all (array[
            'page_id', 'outlet', 'url', 'site_id', 'layout', 'provenance', 'content_hash', 'stored_at', 'stored_by',
            'changed_at', 'changed_by', 'gone_at', 'incomplete'
        ]);
    if told.is_edit then
        insert into revision (page_id, number, changed, held, headline, body, since, replaced_by)
        values (
            new.page_id,
            (select coalesce(max(number), 0) + 1 from revision where revision.page_id = new.page_id),
            told.changed, told.held, old.headline, old.body, old.changed_at,
            new.changed_by
        );
        new.changed_at := now();
    else
        new.changed_at := old.changed_at;
        new.changed_by := old.changed_by;
    end if;
    return new;
end
$$;

CREATE FUNCTION public.keep_text() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into article_text (page_id, at, document)
    values (new.page_id, search_moment(new), search_document(new))
    on conflict (page_id) do update set at = excluded.at, document = excluded.document;
    return null;
end
$$;

CREATE FUNCTION public.middle_of(bucket integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (power((2)::double precision, (((bucket)::double precision + (0.5)::double precision) / (4)::double precision)) - (1)::double precision);

CREATE FUNCTION public.recount_tallies() RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    lock table article, rejection, link in share row exclusive mode;
    delete from tally where what not in ('edit', 'cut');
    delete from link_tally;
    insert into tally (what, day, outlet, name, writer, stored, published, filled)
    select fact.what, fact.day, story.outlet, fact.name, 0, sum(fact.stored), sum(fact.published), sum(fact.filled)
    from article as story cross join lateral facts_of(story) as fact
    group by 1, 2, 3, 4;
    insert into tally (what, day, outlet, name, writer, stored)
    select fact.what, (told.rejected_at at time zone 'Asia/Jakarta')::date, told.outlet, fact.name, 0, count(*)
    from rejection as told
    cross join lateral (
        values ('rejection', left(told.reason, 100)), ('rejecting', left(split_part(told.url, '/', 3), 255))
    ) as fact (what, name)
    group by 1, 2, 3, 4;
    insert into link_tally (kind, writer, links, resolved)
    select kind, 0, count(*), count(target_id) from link group by kind;
end
$$;

CREATE FUNCTION public.search_document(story public.article) RETURNS tsvector
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    select
        setweight(to_tsvector('pg_catalog.indonesian', search_plain(left(story.headline, 1000))), 'A')
        || setweight(to_tsvector('pg_catalog.indonesian', search_plain(left(coalesce(story.lead, ''), 5000))), 'B')
        || to_tsvector('pg_catalog.indonesian', search_plain(left(story.body, 100000)))
        || array_to_tsvector(search_keys(story))
$$;

CREATE FUNCTION public.search_key(kind text, name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select kind || ' ' || left(lower(btrim(name)), 200)
$$;

CREATE FUNCTION public.search_keys(story public.article) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
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

CREATE FUNCTION public.search_moment(story public.article) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select coalesce(story.published_at, story.stored_at)
$$;

CREATE FUNCTION public.search_plain(told text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
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

CREATE FUNCTION public.search_terms(keys text[]) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select string_agg('''' || replace(replace(key, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery
    from unnest(keys) as key
$$;

CREATE FUNCTION public.tally_articles() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if tg_op = 'INSERT' then
        insert into tally as known (what, day, outlet, name, writer, stored, published, filled)
        select
            fact.what, fact.day, story.outlet, fact.name, pg_backend_pid(), sum(fact.stored), sum(fact.published),
            sum(fact.filled)
        from becomes as story cross join lateral facts_of(story) as fact
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set
            stored = known.stored + excluded.stored, published = known.published + excluded.published,
            filled = known.filled + excluded.filled;
    elsif tg_op = 'DELETE' then
        insert into tally as known (what, day, outlet, name, writer, stored, published, filled)
        select
            fact.what, fact.day, story.outlet, fact.name, pg_backend_pid(), -sum(fact.stored), -sum(fact.published),
            -sum(fact.filled)
        from was as story cross join lateral facts_of(story) as fact
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set
            stored = known.stored + excluded.stored, published = known.published + excluded.published,
            filled = known.filled + excluded.filled;
    else
        insert into tally as known (what, day, outlet, name, writer, stored, published, filled)
        select
            told.what, told.day, told.outlet, told.name, pg_backend_pid(), sum(told.stored), sum(told.published),
            sum(told.filled)
        from (
            select fact.what, fact.day, story.outlet, fact.name, fact.stored, fact.published, fact.filled
            from becomes as story cross join lateral facts_of(story) as fact
            union all
            select fact.what, fact.day, story.outlet, fact.name, -fact.stored, -fact.published, -fact.filled
            from was as story cross join lateral facts_of(story) as fact
        ) as told
        group by 1, 2, 3, 4
        having sum(told.stored) <> 0 or sum(told.published) <> 0 or sum(told.filled) <> 0
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set
            stored = known.stored + excluded.stored, published = known.published + excluded.published,
            filled = known.filled + excluded.filled;
    end if;
    return null;
end
$$;

CREATE FUNCTION public.tally_cuts() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into tally as known (what, day, outlet, name, writer, stored)
    select
        'cut', (now() at time zone 'Asia/Jakarta')::date, page.outlet, left(told.rule, 200), pg_backend_pid(),
        sum(told.cuts)
    from (select page_id, rule, count(*) as cuts from becomes group by page_id, rule) as told
    inner join page on page.id = told.page_id
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict (what, day, outlet, name, writer) do update set stored = known.stored + excluded.stored;
    return null;
end
$$;

CREATE FUNCTION public.tally_edits() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into tally as known (what, day, outlet, name, writer, stored)
    select 'edit', (now() at time zone 'Asia/Jakarta')::date, article.outlet, '', pg_backend_pid(), count(*)
    from becomes
    inner join article on article.page_id = becomes.page_id
    group by article.outlet
    order by article.outlet
    on conflict (what, day, outlet, name, writer) do update set stored = known.stored + excluded.stored;
    return null;
end
$$;

CREATE FUNCTION public.tally_links() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if tg_op <> 'INSERT' then
        insert into link_tally as known (kind, writer, links, resolved)
        select kind, pg_backend_pid(), -count(*), -count(target_id) from was group by kind order by kind
        on conflict (kind, writer) do update set
            links = known.links + excluded.links, resolved = known.resolved + excluded.resolved;
    end if;
    if tg_op <> 'DELETE' then
        insert into link_tally as known (kind, writer, links, resolved)
        select kind, pg_backend_pid(), count(*), count(target_id) from becomes group by kind order by kind
        on conflict (kind, writer) do update set
            links = known.links + excluded.links, resolved = known.resolved + excluded.resolved;
    end if;
    return null;
end
$$;

CREATE FUNCTION public.tally_rejections() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if tg_op <> 'INSERT' then
        insert into tally as known (what, day, outlet, name, writer, stored)
        select
            fact.what, (told.rejected_at at time zone 'Asia/Jakarta')::date, told.outlet, fact.name, pg_backend_pid(),
            -count(*)
        from was as told
        cross join lateral (
            values ('rejection', left(told.reason, 100)), ('rejecting', left(split_part(told.url, '/', 3), 255))
        ) as fact (what, name)
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set stored = known.stored + excluded.stored;
    end if;
    if tg_op <> 'DELETE' then
        insert into tally as known (what, day, outlet, name, writer, stored)
        select
            fact.what, (told.rejected_at at time zone 'Asia/Jakarta')::date, told.outlet, fact.name, pg_backend_pid(),
            count(*)
        from becomes as told
        cross join lateral (
            values ('rejection', left(told.reason, 100)), ('rejecting', left(split_part(told.url, '/', 3), 255))
        ) as fact (what, name)
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        on conflict (what, day, outlet, name, writer) do update set stored = known.stored + excluded.stored;
    end if;
    return null;
end
$$;

CREATE TABLE public.alert (
    id bigint NOT NULL,
    spider text NOT NULL,
    arguments jsonb DEFAULT '{}'::jsonb NOT NULL,
    cause text NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    since timestamp with time zone NOT NULL,
    last_seen timestamp with time zone NOT NULL,
    run bigint,
    told_to text[] DEFAULT '{}'::text[] NOT NULL,
    told_at timestamp with time zone,
    cleared_at timestamp with time zone,
    cleared_by bigint,
    cleared_told_to text[] DEFAULT '{}'::text[] NOT NULL,
    cleared_told_at timestamp with time zone,
    CONSTRAINT alert_kind_is_known CHECK ((kind = ANY (ARRAY['failed'::text, 'degraded'::text, 'lost'::text, 'late'::text]))),
    CONSTRAINT alert_told_over_is_over CHECK (((cleared_told_at IS NULL) OR (cleared_at IS NOT NULL)))
);

CREATE VIEW ops.alerts AS
 SELECT id AS alert,
    spider,
    arguments,
    kind,
    cause,
    reason,
    since,
    last_seen,
    run,
    (cleared_at IS NULL) AS open,
    (told_at IS NOT NULL) AS told,
    cleared_at,
    cleared_by
   FROM public.alert;

COMMENT ON VIEW ops.alerts IS 'What operators are told, one row for each time that a cause was open.';

COMMENT ON COLUMN ops.alerts.alert IS 'Its number.';

COMMENT ON COLUMN ops.alerts.spider IS 'The spider it is about.';

COMMENT ON COLUMN ops.alerts.arguments IS 'The arguments of its crawl, as JSON.';

COMMENT ON COLUMN ops.alerts.kind IS 'failed, degraded, lost or late.';

COMMENT ON COLUMN ops.alerts.cause IS 'The reason without its numbers: what makes it the same on the next night.';

COMMENT ON COLUMN ops.alerts.reason IS 'The reason as the newest run words it.';

COMMENT ON COLUMN ops.alerts.since IS 'Open since.';

COMMENT ON COLUMN ops.alerts.last_seen IS 'The last run that showed it ended then.';

COMMENT ON COLUMN ops.alerts.run IS 'That run.';

COMMENT ON COLUMN ops.alerts.open IS 'Whether it is open.';

COMMENT ON COLUMN ops.alerts.told IS 'Whether all receivers know of it.';

COMMENT ON COLUMN ops.alerts.cleared_at IS 'When it was over.';

COMMENT ON COLUMN ops.alerts.cleared_by IS 'The run that showed that.';

CREATE TABLE public.account (
    day date NOT NULL,
    host text NOT NULL,
    outlet text NOT NULL,
    advertised integer NOT NULL,
    fetched integer NOT NULL,
    stored integer NOT NULL,
    gone integer NOT NULL,
    rejected integer NOT NULL,
    failed integer NOT NULL,
    unasked integer NOT NULL,
    left_out integer NOT NULL,
    due integer NOT NULL,
    linked integer NOT NULL,
    linked_stored integer NOT NULL,
    counted_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE VIEW ops.completeness AS
 SELECT day,
    outlet,
    host,
    advertised,
    stored,
    gone,
    ((advertised - stored) - gone) AS missing,
    rejected,
    failed,
    unasked,
    left_out,
    due,
    fetched,
    linked,
    linked_stored,
    (((stored + gone))::double precision / (NULLIF(advertised, 0))::double precision) AS share,
    counted_at
   FROM public.account;

COMMENT ON VIEW ops.completeness IS 'How the stories of a day stand, one row a day and host that named any. It is counted at the end of each run, for the ten days before and the days of a backfill.';

COMMENT ON COLUMN ops.completeness.day IS 'The day of the stories in Asia/Jakarta.';

COMMENT ON COLUMN ops.completeness.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.completeness.host IS 'The host whose lists named them.';

COMMENT ON COLUMN ops.completeness.advertised IS 'Stories that lists of the host named.';

COMMENT ON COLUMN ops.completeness.stored IS 'Of these, those that are stored.';

COMMENT ON COLUMN ops.completeness.gone IS 'Of these, those that were taken down.';

COMMENT ON COLUMN ops.completeness.missing IS 'Of these, those that are neither: the next four together.';

COMMENT ON COLUMN ops.completeness.rejected IS 'A page came that is no story.';

COMMENT ON COLUMN ops.completeness.failed IS 'No page came.';

COMMENT ON COLUMN ops.completeness.unasked IS 'Not asked for yet.';

COMMENT ON COLUMN ops.completeness.left_out IS 'Left out by the run''s arguments.';

COMMENT ON COLUMN ops.completeness.due IS 'Of the missing, those that will be asked for (again).';

COMMENT ON COLUMN ops.completeness.fetched IS 'Of the advertised, those of which the host sent anything.';

COMMENT ON COLUMN ops.completeness.linked IS 'Stories that no list named, only links of other stories.';

COMMENT ON COLUMN ops.completeness.linked_stored IS 'Of these, those that are stored.';

COMMENT ON COLUMN ops.completeness.share IS 'Stored or gone, as a share of the advertised, 0 to 1.';

COMMENT ON COLUMN ops.completeness.counted_at IS 'When this was counted.';

CREATE TABLE public.tally (
    what text NOT NULL,
    day date NOT NULL,
    outlet text NOT NULL,
    name text NOT NULL,
    writer integer NOT NULL,
    stored bigint DEFAULT 0 NOT NULL,
    published bigint DEFAULT 0 NOT NULL,
    filled bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='70');

CREATE VIEW ops.days AS
 SELECT day,
    outlet,
    (COALESCE(sum(published) FILTER (WHERE (what = 'story'::text)), (0)::numeric))::bigint AS published,
    (COALESCE(sum(stored) FILTER (WHERE (what = 'story'::text)), (0)::numeric))::bigint AS stored,
    (COALESCE(sum(stored) FILTER (WHERE (what = 'edit'::text)), (0)::numeric))::bigint AS edited,
    (COALESCE(sum(stored) FILTER (WHERE (what = 'gone'::text)), (0)::numeric))::bigint AS gone,
    (COALESCE(sum(stored) FILTER (WHERE (what = 'incomplete'::text)), (0)::numeric))::bigint AS incomplete,
    (COALESCE(sum(stored) FILTER (WHERE (what = 'rejection'::text)), (0)::numeric))::bigint AS rejected
   FROM public.tally
  WHERE (what = ANY (ARRAY['story'::text, 'edit'::text, 'gone'::text, 'incomplete'::text, 'rejection'::text]))
  GROUP BY day, outlet
 HAVING ((sum(published) <> (0)::numeric) OR (sum(stored) <> (0)::numeric));

COMMENT ON VIEW ops.days IS 'One row a day and outlet. Days are the newsroom''s (Asia/Jakarta).';

COMMENT ON COLUMN ops.days.day IS 'The day.';

COMMENT ON COLUMN ops.days.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.days.published IS 'Stories that appeared that day and are stored.';

COMMENT ON COLUMN ops.days.stored IS 'Stories that were stored for the first time that day.';

COMMENT ON COLUMN ops.days.edited IS 'Edits found that day: revisions. An edit changes what a reader sees of a story.';

COMMENT ON COLUMN ops.days.gone IS 'Stories found taken down that day and not there again since.';

COMMENT ON COLUMN ops.days.incomplete IS 'Of the stories stored that day, those of which pages are missing still.';

COMMENT ON COLUMN ops.days.rejected IS 'Pages rejected for the last time so far that day.';

CREATE TABLE public.finding (
    run bigint NOT NULL,
    kind text NOT NULL,
    place integer NOT NULL,
    found jsonb NOT NULL,
    CONSTRAINT finding_kind_is_known CHECK ((kind = ANY (ARRAY['suspect'::text, 'dead_rule'::text, 'form'::text])))
);

CREATE TABLE public.run (
    id bigint NOT NULL,
    spider text NOT NULL,
    arguments jsonb DEFAULT '{}'::jsonb NOT NULL,
    version text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    finish_reason text,
    verdict text,
    reasons text[] DEFAULT '{}'::text[] NOT NULL,
    counters jsonb DEFAULT '{}'::jsonb NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    weighed_at timestamp with time zone,
    looked_at timestamp with time zone,
    CONSTRAINT run_ends_with_a_verdict CHECK (((verdict IS NULL) = (finished_at IS NULL))),
    CONSTRAINT run_verdict_is_known CHECK ((verdict = ANY (ARRAY['ok'::text, 'degraded'::text, 'failed'::text, 'lost'::text])))
);

CREATE VIEW ops.dead_rules AS
 SELECT told.outlet,
    told.rule,
    told.stories,
    told.of_stories,
    told.expected,
    told.silent_for,
    told.last_seen,
    finding.run,
    run.looked_at
   FROM ((public.finding
     JOIN public.run ON ((run.id = finding.run)))
     CROSS JOIN LATERAL jsonb_to_record(finding.found) told(outlet text, rule text, stories integer, of_stories integer, expected double precision, silent_for integer, last_seen timestamp with time zone))
  WHERE ((finding.kind = 'dead_rule'::text) AND (finding.run = ( SELECT max(looked.id) AS max
           FROM public.run looked
          WHERE (looked.looked_at IS NOT NULL))));

COMMENT ON VIEW ops.dead_rules IS 'Rules that no longer match, as the last run that looked for them found them (scrapy suspects looks now).';

COMMENT ON COLUMN ops.dead_rules.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.dead_rules.rule IS 'The rule''s name.';

COMMENT ON COLUMN ops.dead_rules.stories IS 'Stories of a sample of the weeks before that it cut lines of.';

COMMENT ON COLUMN ops.dead_rules.of_stories IS 'The size of that sample.';

COMMENT ON COLUMN ops.dead_rules.expected IS 'In so many of the newest stories it should have.';

COMMENT ON COLUMN ops.dead_rules.silent_for IS 'The newest stories of its hosts and layouts, in none of which it did.';

COMMENT ON COLUMN ops.dead_rules.last_seen IS 'The last story that it cut a line of was stored then.';

COMMENT ON COLUMN ops.dead_rules.run IS 'The run that looked.';

COMMENT ON COLUMN ops.dead_rules.looked_at IS 'When it did.';

CREATE TABLE public.fetched (
    run bigint NOT NULL,
    worker bigint NOT NULL,
    outlet text NOT NULL,
    host text NOT NULL,
    status integer NOT NULL,
    bucket integer NOT NULL,
    fetches bigint NOT NULL,
    bytes bigint NOT NULL
);

CREATE VIEW ops.fetches AS
 SELECT run.id AS run,
    run.spider,
    run.started_at,
    told.outlet,
    told.host,
    told.status,
    told.fetches,
    told.bytes
   FROM (public.run
     CROSS JOIN LATERAL ( SELECT fetched.outlet,
            fetched.host,
            fetched.status,
            (sum(fetched.fetches))::bigint AS fetches,
            (sum(fetched.bytes))::bigint AS bytes
           FROM public.fetched
          WHERE (fetched.run = run.id)
          GROUP BY fetched.outlet, fetched.host, fetched.status) told);

COMMENT ON VIEW ops.fetches IS 'Requests by the status of their answer: one row a run, host and status. It is written with each sign of life; a process that is killed loses its last few seconds of it.';

COMMENT ON COLUMN ops.fetches.run IS 'The run.';

COMMENT ON COLUMN ops.fetches.spider IS 'Its spider.';

COMMENT ON COLUMN ops.fetches.started_at IS 'When the run began.';

COMMENT ON COLUMN ops.fetches.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.fetches.host IS 'The host that was asked.';

COMMENT ON COLUMN ops.fetches.status IS 'The HTTP status; 0: no answer.';

COMMENT ON COLUMN ops.fetches.fetches IS 'Requests.';

COMMENT ON COLUMN ops.fetches.bytes IS 'Bytes of the answers'' bodies as they came (packed).';

CREATE VIEW ops.fill_rates AS
 SELECT day,
    outlet,
    name AS field,
    (sum(stored))::bigint AS stories,
    (sum(filled))::bigint AS filled,
    ((sum(filled))::double precision / (sum(stored))::double precision) AS share
   FROM public.tally
  WHERE (what = 'field'::text)
  GROUP BY day, outlet, name
 HAVING (sum(stored) > (0)::numeric);

COMMENT ON VIEW ops.fill_rates IS 'How many stories have a field: one row a day of storage, outlet and field. Each story has a headline and a body: these are not listed.';

COMMENT ON COLUMN ops.fill_rates.day IS 'The day they were stored for the first time, in Asia/Jakarta.';

COMMENT ON COLUMN ops.fill_rates.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.fill_rates.field IS 'The field''s name in the table article.';

COMMENT ON COLUMN ops.fill_rates.stories IS 'Stories stored that day.';

COMMENT ON COLUMN ops.fill_rates.filled IS 'Of these, those that have the field.';

COMMENT ON COLUMN ops.fill_rates.share IS 'The same as a share, 0 to 1.';

CREATE TABLE public.fire (
    id bigint NOT NULL,
    schedule text NOT NULL,
    slot timestamp with time zone NOT NULL,
    spider text NOT NULL,
    arguments jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    noticed_at timestamp with time zone DEFAULT now() NOT NULL,
    missed_before integer DEFAULT 0 NOT NULL,
    attempt integer DEFAULT 1 NOT NULL,
    again_at timestamp with time zone,
    machine text NOT NULL,
    process integer,
    watcher integer NOT NULL,
    started_at timestamp with time zone,
    stop_at timestamp with time zone,
    stop_grace interval,
    ended_at timestamp with time zone,
    exit_code integer,
    run bigint,
    log text,
    CONSTRAINT fire_attempt_counts_from_one CHECK ((attempt >= 1)),
    CONSTRAINT fire_runs_or_has_ended CHECK (((state = 'running'::text) = (ended_at IS NULL))),
    CONSTRAINT fire_state_is_known CHECK ((state = ANY (ARRAY['running'::text, 'ok'::text, 'degraded'::text, 'failed'::text, 'lost'::text, 'skipped'::text, 'missed'::text]))),
    CONSTRAINT fire_that_failed_says_why CHECK (((reason <> ''::text) OR (state = ANY (ARRAY['running'::text, 'ok'::text, 'degraded'::text])))),
    CONSTRAINT fire_that_runs_has_a_limit CHECK (((state <> 'running'::text) OR ((started_at IS NOT NULL) AND (stop_at IS NOT NULL) AND (stop_grace IS NOT NULL)))),
    CONSTRAINT fire_tried_again_has_failed CHECK (((again_at IS NULL) OR (state = ANY (ARRAY['failed'::text, 'lost'::text]))))
);

CREATE VIEW ops.fires AS
 SELECT id AS fire,
    schedule,
    slot,
    spider,
    arguments,
    state,
    reason,
    noticed_at,
    started_at,
    ended_at,
    (EXTRACT(epoch FROM (COALESCE(ended_at, now()) - started_at)))::double precision AS seconds,
    attempt,
    again_at,
    missed_before,
    exit_code,
    run,
    log
   FROM public.fire;

COMMENT ON VIEW ops.fires IS 'Each time that a schedule was due, and what was done about it.';

COMMENT ON COLUMN ops.fires.fire IS 'Its number.';

COMMENT ON COLUMN ops.fires.schedule IS 'The schedule.';

COMMENT ON COLUMN ops.fires.slot IS 'When it was due.';

COMMENT ON COLUMN ops.fires.spider IS 'What was crawled.';

COMMENT ON COLUMN ops.fires.arguments IS 'With which arguments, as JSON.';

COMMENT ON COLUMN ops.fires.state IS 'running, ok, degraded, failed, lost, skipped or missed.';

COMMENT ON COLUMN ops.fires.reason IS 'What a person should know of how it ended.';

COMMENT ON COLUMN ops.fires.noticed_at IS 'When a scheduler came to it.';

COMMENT ON COLUMN ops.fires.started_at IS 'When its crawl began; null if none did.';

COMMENT ON COLUMN ops.fires.ended_at IS 'When it ended.';

COMMENT ON COLUMN ops.fires.seconds IS 'How long its crawl took, or takes so far.';

COMMENT ON COLUMN ops.fires.attempt IS 'Which attempt this is, from 1.';

COMMENT ON COLUMN ops.fires.again_at IS 'When it is tried again, if it is.';

COMMENT ON COLUMN ops.fires.missed_before IS 'So many times before it passed without a fire.';

COMMENT ON COLUMN ops.fires.exit_code IS 'The exit code of its crawl; null if nobody saw it.';

COMMENT ON COLUMN ops.fires.run IS 'The run it began.';

COMMENT ON COLUMN ops.fires.log IS 'Where its log is, below the data folder.';

CREATE VIEW ops.freshness AS
 SELECT day,
    outlet,
    (max(total))::bigint AS stories,
    (public.middle_of(min(bucket) FILTER (WHERE (upto >= ((0.5)::double precision * total)))) / (60)::double precision) AS p50_minutes,
    (public.middle_of(min(bucket) FILTER (WHERE (upto >= ((0.9)::double precision * total)))) / (60)::double precision) AS p90_minutes,
    (public.middle_of(min(bucket) FILTER (WHERE (upto >= ((0.99)::double precision * total)))) / (60)::double precision) AS p99_minutes
   FROM ( SELECT counted.day,
            counted.outlet,
            counted.bucket,
            sum(counted.stories) OVER (PARTITION BY counted.day, counted.outlet) AS total,
            sum(counted.stories) OVER (PARTITION BY counted.day, counted.outlet ORDER BY counted.bucket) AS upto
           FROM ( SELECT tally.day,
                    tally.outlet,
                    (tally.name)::integer AS bucket,
                    (sum(tally.stored))::double precision AS stories
                   FROM public.tally
                  WHERE (tally.what = 'freshness'::text)
                  GROUP BY tally.day, tally.outlet, tally.name) counted
          WHERE (counted.stories > (0)::double precision)) added
  GROUP BY day, outlet;

COMMENT ON VIEW ops.freshness IS 'How long stories took from their publication to our storage: one row a day of storage and outlet. Stories that were older than two days are no news and left out. The minutes are right to a tenth.';

COMMENT ON COLUMN ops.freshness.day IS 'The day they were stored, in Asia/Jakarta.';

COMMENT ON COLUMN ops.freshness.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.freshness.stories IS 'How many stories that is of.';

COMMENT ON COLUMN ops.freshness.p50_minutes IS 'Half of them were stored within so many minutes.';

COMMENT ON COLUMN ops.freshness.p90_minutes IS 'Nine of ten were.';

COMMENT ON COLUMN ops.freshness.p99_minutes IS 'Ninety-nine of a hundred were.';

CREATE TABLE public.page (
    id bigint NOT NULL,
    outlet text NOT NULL,
    url text NOT NULL,
    host text NOT NULL,
    kind text NOT NULL,
    depth integer NOT NULL,
    found_how text NOT NULL,
    found_on bigint,
    found_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone,
    due_by bigint,
    priority integer DEFAULT 0 NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    visited_at timestamp with time zone,
    status integer,
    outcome text,
    reason text,
    published_at timestamp with time zone,
    listed_on date,
    alias_of bigint,
    etag text,
    last_modified text,
    fingerprint bytea,
    recheck interval,
    failure text,
    CONSTRAINT page_alias_rests CHECK (((NOT (outcome IS DISTINCT FROM 'alias'::text)) = (alias_of IS NOT NULL))),
    CONSTRAINT page_at_rest_has_an_outcome CHECK (((due_at IS NOT NULL) OR (outcome IS NOT NULL))),
    CONSTRAINT page_failure_has_a_reason CHECK (((reason IS NOT NULL) OR (outcome IS NULL) OR (outcome = ANY (ARRAY['article'::text, 'listing'::text])))),
    CONSTRAINT page_found_how_is_known CHECK ((found_how = ANY (ARRAY['seed'::text, 'given'::text, 'backfill'::text, 'robots'::text, 'sitemap_index'::text, 'sitemap'::text, 'news_sitemap'::text, 'index'::text, 'hub'::text, 'baca_juga'::text, 'recommendation'::text, 'related'::text, 'redirect'::text, 'canonical'::text, 'page'::text]))),
    CONSTRAINT page_is_no_alias_of_itself CHECK ((alias_of <> id)),
    CONSTRAINT page_kind_is_known CHECK ((kind = ANY (ARRAY['story'::text, 'listing'::text]))),
    CONSTRAINT page_outcome_is_known CHECK ((outcome = ANY (ARRAY['article'::text, 'listing'::text, 'rejected'::text, 'failed'::text, 'gone'::text, 'too_far'::text, 'unfollowed'::text, 'alias'::text]))),
    CONSTRAINT page_url_is_short CHECK ((octet_length(url) <= 2000)),
    CONSTRAINT page_validators_are_short CHECK (((octet_length(etag) <= 1000) AND (octet_length(last_modified) <= 1000)))
);

CREATE VIEW ops.frontier AS
 SELECT outlet,
    host,
    count(*) FILTER (WHERE (fresh AND (due_at <= now()))) AS new_due,
    count(*) FILTER (WHERE (fresh AND (due_at > now()))) AS new_later,
    count(*) FILTER (WHERE ((NOT fresh) AND (due_at <= now()))) AS again_due,
    count(*) FILTER (WHERE ((NOT fresh) AND (due_at > now()))) AS again_later,
    min(due_at) FILTER (WHERE (due_at <= now())) AS oldest_due_at,
    (EXTRACT(epoch FROM (now() - min(due_at) FILTER (WHERE (due_at <= now())))))::double precision AS oldest_seconds,
    min(due_at) FILTER (WHERE (due_at > now())) AS next_due_at
   FROM ( SELECT page.outlet,
            page.host,
            page.due_at,
            true AS fresh
           FROM public.page
          WHERE ((page.due_at IS NOT NULL) AND (page.priority < 1000))
        UNION ALL
         SELECT page.outlet,
            page.host,
            page.due_at,
            false
           FROM public.page
          WHERE ((page.due_at IS NOT NULL) AND (page.priority >= 1000))) waiting
  GROUP BY outlet, host;

COMMENT ON VIEW ops.frontier IS 'The pages that wait to be asked for, one row a host with any.';

COMMENT ON COLUMN ops.frontier.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.frontier.host IS 'The host.';

COMMENT ON COLUMN ops.frontier.new_due IS 'Pages that were never read, due now.';

COMMENT ON COLUMN ops.frontier.new_later IS 'Pages that were never read, due later: tried again after a failure.';

COMMENT ON COLUMN ops.frontier.again_due IS 'Second visits, due now.';

COMMENT ON COLUMN ops.frontier.again_later IS 'Second visits, due later.';

COMMENT ON COLUMN ops.frontier.oldest_due_at IS 'Since when the oldest of those due waits.';

COMMENT ON COLUMN ops.frontier.oldest_seconds IS 'The same in seconds: its age.';

COMMENT ON COLUMN ops.frontier.next_due_at IS 'When the next one falls due.';

CREATE VIEW ops.host_days AS
 SELECT day,
    outlet,
    name AS host,
    (COALESCE(sum(published) FILTER (WHERE (what = 'host'::text)), (0)::numeric))::bigint AS published,
    (COALESCE(sum(stored) FILTER (WHERE (what = 'host'::text)), (0)::numeric))::bigint AS stored,
    (COALESCE(sum(stored) FILTER (WHERE (what = 'rejecting'::text)), (0)::numeric))::bigint AS rejected
   FROM public.tally
  WHERE (what = ANY (ARRAY['host'::text, 'rejecting'::text]))
  GROUP BY day, outlet, name
 HAVING ((sum(published) <> (0)::numeric) OR (sum(stored) <> (0)::numeric));

COMMENT ON VIEW ops.host_days IS 'One row a day, outlet and host with any story or rejection.';

COMMENT ON COLUMN ops.host_days.day IS 'The day in Asia/Jakarta.';

COMMENT ON COLUMN ops.host_days.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.host_days.host IS 'The host in the story''s address.';

COMMENT ON COLUMN ops.host_days.published IS 'Stories of the host that appeared that day and are stored.';

COMMENT ON COLUMN ops.host_days.stored IS 'Stories of the host that were stored for the first time that day.';

COMMENT ON COLUMN ops.host_days.rejected IS 'Pages of the host rejected for the last time so far that day.';

CREATE VIEW ops.hours AS
 SELECT ((day + make_interval(hours => (name)::integer)) AT TIME ZONE 'Asia/Jakarta'::text) AS hour,
    day,
    outlet,
    (sum(published))::bigint AS published,
    (sum(stored))::bigint AS stored
   FROM public.tally
  WHERE (what = 'hour'::text)
  GROUP BY day, outlet, name
 HAVING ((sum(published) <> (0)::numeric) OR (sum(stored) <> (0)::numeric));

COMMENT ON VIEW ops.hours IS 'One row an hour and outlet with any story.';

COMMENT ON COLUMN ops.hours.hour IS 'When the hour begins.';

COMMENT ON COLUMN ops.hours.day IS 'Its day in Asia/Jakarta; a filter on it is the quick one.';

COMMENT ON COLUMN ops.hours.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.hours.published IS 'Stories that appeared in this hour and are stored.';

COMMENT ON COLUMN ops.hours.stored IS 'Stories that were stored for the first time in this hour.';

CREATE TABLE public.worker (
    id bigint NOT NULL,
    run bigint NOT NULL,
    machine text NOT NULL,
    process integer NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    finish_reason text,
    counters jsonb DEFAULT '{}'::jsonb NOT NULL,
    reasons text[] DEFAULT '{}'::text[] NOT NULL,
    lacks text[] DEFAULT '{}'::text[] NOT NULL,
    fire bigint
);

CREATE VIEW ops.runs AS
 SELECT run.id AS run,
    run.spider,
    run.arguments,
    run.version,
    run.started_at,
    run.finished_at,
    (EXTRACT(epoch FROM (COALESCE(run.finished_at, GREATEST(run.started_at, hands.seen_at)) - run.started_at)))::double precision AS seconds,
    run.verdict,
    run.reasons,
    run.finish_reason,
    (NOT (run.arguments ?| ARRAY['url'::text, 'since'::text, 'limit'::text])) AS whole,
    hands.processes,
    hands.seen_at,
    (COALESCE(counted.asked, (0)::numeric))::bigint AS asked,
    (COALESCE(counted.pages_settled, (0)::numeric))::bigint AS pages,
    (COALESCE(counted.articles_new, (0)::numeric))::bigint AS stories_new,
    (COALESCE(counted.articles_changed, (0)::numeric))::bigint AS stories_changed,
    (COALESCE(counted.articles_unchanged, (0)::numeric))::bigint AS stories_unchanged,
    (COALESCE(counted.articles_incomplete, (0)::numeric))::bigint AS stories_incomplete,
    (COALESCE(counted.articles_gone, (0)::numeric))::bigint AS stories_gone,
    (COALESCE(counted.rejections, (0)::numeric))::bigint AS rejections,
    (COALESCE(counted.links, (0)::numeric))::bigint AS links,
    (COALESCE(counted.removed, (0)::numeric))::bigint AS cuts,
    (COALESCE(counted.items_refused, (0)::numeric))::bigint AS items_refused,
    (COALESCE(counted.unwritten, (0)::numeric))::bigint AS unwritten,
    (COALESCE(counted.in_hand, (0)::numeric))::bigint AS never_came_back,
    (COALESCE(counted."log_count/ERROR", (0)::numeric))::bigint AS log_errors,
    (COALESCE(counted."downloader/response_count", (0)::numeric))::bigint AS responses,
    (COALESCE(counted."downloader/exception_count", (0)::numeric))::bigint AS no_answers,
    (COALESCE(counted."downloader/response_bytes", (0)::numeric))::bigint AS bytes,
    (COALESCE(counted."render/pages", (0)::numeric))::bigint AS rendered,
    (COALESCE(counted."render/failed", (0)::numeric))::bigint AS render_failed,
    (COALESCE(counted.hosts_paused, (0)::numeric))::bigint AS host_pauses,
    (COALESCE(counted.batches, (0)::numeric))::bigint AS batches,
    (COALESCE(counted.write_seconds, (0)::numeric))::double precision AS write_seconds,
    run.looked_at
   FROM ((public.run
     CROSS JOIN LATERAL ( SELECT count(*) AS processes,
            max(worker.seen_at) AS seen_at
           FROM public.worker
          WHERE (worker.run = run.id)) hands)
     CROSS JOIN LATERAL jsonb_to_record(run.counters) counted(asked numeric, pages_settled numeric, articles_new numeric, articles_changed numeric, articles_unchanged numeric, articles_incomplete numeric, articles_gone numeric, rejections numeric, links numeric, removed numeric, items_refused numeric, unwritten numeric, in_hand numeric, "log_count/ERROR" numeric, "downloader/response_count" numeric, "downloader/exception_count" numeric, "downloader/response_bytes" numeric, "render/pages" numeric, "render/failed" numeric, hosts_paused numeric, batches numeric, write_seconds numeric));

COMMENT ON VIEW ops.runs IS 'One row a crawl. Those with arguments such as url, since or limit are no nightly crawls: they are not whole. While a run goes on its counts are 0: they are written at its end.';

COMMENT ON COLUMN ops.runs.run IS 'The number of the run.';

COMMENT ON COLUMN ops.runs.spider IS 'The spider, which has the name of its outlet.';

COMMENT ON COLUMN ops.runs.arguments IS 'What it was called with (-a), as JSON.';

COMMENT ON COLUMN ops.runs.version IS 'The version of newsspider.';

COMMENT ON COLUMN ops.runs.started_at IS 'When it began.';

COMMENT ON COLUMN ops.runs.finished_at IS 'When its books were closed; null while it goes on.';

COMMENT ON COLUMN ops.runs.seconds IS 'How long it took; of one that goes on, up to its last sign of life.';

COMMENT ON COLUMN ops.runs.verdict IS 'ok, degraded, failed or lost; null while it goes on.';

COMMENT ON COLUMN ops.runs.reasons IS 'Why it is not ok, each a sentence.';

COMMENT ON COLUMN ops.runs.finish_reason IS 'Why it ended: finished, or what cut it short.';

COMMENT ON COLUMN ops.runs.whole IS 'Whether it is a nightly crawl: not of addresses given by hand, of past days, or with a limit.';

COMMENT ON COLUMN ops.runs.processes IS 'How many processes worked on it.';

COMMENT ON COLUMN ops.runs.seen_at IS 'The last sign of life of any of them.';

COMMENT ON COLUMN ops.runs.asked IS 'Pages drawn from the frontier.';

COMMENT ON COLUMN ops.runs.pages IS 'Pages of which it is written what came of them.';

COMMENT ON COLUMN ops.runs.stories_new IS 'Stories stored for the first time.';

COMMENT ON COLUMN ops.runs.stories_changed IS 'Stories found edited: something a reader sees had changed. Each has a revision; a new time of modification alone, or another way of reading, is no edit.';

COMMENT ON COLUMN ops.runs.stories_unchanged IS 'Stories read again that were as before.';

COMMENT ON COLUMN ops.runs.stories_incomplete IS 'Stories of which pages are missing.';

COMMENT ON COLUMN ops.runs.stories_gone IS 'Stories that were taken down since.';

COMMENT ON COLUMN ops.runs.rejections IS 'Pages that are no story, or did not come.';

COMMENT ON COLUMN ops.runs.links IS 'Links stored.';

COMMENT ON COLUMN ops.runs.cuts IS 'Lines cut from stories and stored as such.';

COMMENT ON COLUMN ops.runs.items_refused IS 'Items that the database refused, kept as rejections.';

COMMENT ON COLUMN ops.runs.unwritten IS 'Pages read but not stored; they stay due.';

COMMENT ON COLUMN ops.runs.never_came_back IS 'Pages asked for of which nothing was heard; they stay due.';

COMMENT ON COLUMN ops.runs.log_errors IS 'Errors in the log.';

COMMENT ON COLUMN ops.runs.responses IS 'Answers of all kinds, from hosts and for robots.txt.';

COMMENT ON COLUMN ops.runs.no_answers IS 'Requests that got none.';

COMMENT ON COLUMN ops.runs.bytes IS 'Bytes of the answers, as they came (packed).';

COMMENT ON COLUMN ops.runs.rendered IS 'Pages shown in a browser.';

COMMENT ON COLUMN ops.runs.render_failed IS 'Pages that a browser was to show and could not.';

COMMENT ON COLUMN ops.runs.host_pauses IS 'Times that a host asked to be left alone.';

COMMENT ON COLUMN ops.runs.batches IS 'Transactions in which all this was stored.';

COMMENT ON COLUMN ops.runs.write_seconds IS 'Seconds that these took.';

COMMENT ON COLUMN ops.runs.looked_at IS 'When it looked for drift (see ops.suspects); null if it did not.';

CREATE VIEW ops.last_night AS
 SELECT newest.spider AS outlet,
    newest.run,
    newest.started_at,
    newest.finished_at,
    newest.seconds,
    newest.verdict,
    newest.reasons,
    newest.pages,
    newest.stories_new,
    newest.stories_changed,
    newest.stories_gone,
    newest.rejections,
    good.finished_at AS last_good_at,
    yesterday.day,
    COALESCE(told.advertised, (0)::bigint) AS advertised,
    COALESCE(told.stored, (0)::bigint) AS stored,
    COALESCE(told.gone, (0)::bigint) AS gone,
    COALESCE(((told.advertised - told.stored) - told.gone), (0)::bigint) AS missing,
    COALESCE(told.due, (0)::bigint) AS due
   FROM ((((( SELECT DISTINCT run.spider
           FROM public.run) known
     CROSS JOIN LATERAL ( SELECT runs.run,
            runs.spider,
            runs.arguments,
            runs.version,
            runs.started_at,
            runs.finished_at,
            runs.seconds,
            runs.verdict,
            runs.reasons,
            runs.finish_reason,
            runs.whole,
            runs.processes,
            runs.seen_at,
            runs.asked,
            runs.pages,
            runs.stories_new,
            runs.stories_changed,
            runs.stories_unchanged,
            runs.stories_incomplete,
            runs.stories_gone,
            runs.rejections,
            runs.links,
            runs.cuts,
            runs.items_refused,
            runs.unwritten,
            runs.never_came_back,
            runs.log_errors,
            runs.responses,
            runs.no_answers,
            runs.bytes,
            runs.rendered,
            runs.render_failed,
            runs.host_pauses,
            runs.batches,
            runs.write_seconds,
            runs.looked_at
           FROM ops.runs
          WHERE ((runs.spider = known.spider) AND runs.whole)
          ORDER BY runs.started_at DESC, runs.run DESC
         LIMIT 1) newest)
     LEFT JOIN LATERAL ( SELECT run.finished_at
           FROM public.run
          WHERE ((run.spider = known.spider) AND (NOT (run.arguments ?| ARRAY['url'::text, 'since'::text, 'limit'::text])) AND (run.verdict = ANY (ARRAY['ok'::text, 'degraded'::text])))
          ORDER BY run.started_at DESC
         LIMIT 1) good ON (true))
     CROSS JOIN ( SELECT (((now() AT TIME ZONE 'Asia/Jakarta'::text))::date - 1) AS day) yesterday)
     LEFT JOIN LATERAL ( SELECT sum(account.advertised) AS advertised,
            sum(account.stored) AS stored,
            sum(account.gone) AS gone,
            sum(account.due) AS due
           FROM public.account
          WHERE ((account.day = yesterday.day) AND (account.outlet = known.spider))) told ON (true));

COMMENT ON VIEW ops.last_night IS 'The newest nightly crawl of each outlet, and how the stories of yesterday stand.';

COMMENT ON COLUMN ops.last_night.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.last_night.run IS 'Its newest nightly crawl.';

COMMENT ON COLUMN ops.last_night.started_at IS 'When it began.';

COMMENT ON COLUMN ops.last_night.finished_at IS 'When it ended; null while it goes on.';

COMMENT ON COLUMN ops.last_night.seconds IS 'How long it took.';

COMMENT ON COLUMN ops.last_night.verdict IS 'ok, degraded, failed or lost; null while it goes on.';

COMMENT ON COLUMN ops.last_night.reasons IS 'Why it is not ok, each a sentence.';

COMMENT ON COLUMN ops.last_night.pages IS 'Pages of which it is written what came of them.';

COMMENT ON COLUMN ops.last_night.stories_new IS 'Stories it stored for the first time.';

COMMENT ON COLUMN ops.last_night.stories_changed IS 'Stories it found edited: something a reader sees had changed.';

COMMENT ON COLUMN ops.last_night.stories_gone IS 'Stories it found taken down.';

COMMENT ON COLUMN ops.last_night.rejections IS 'Pages that are no story, or did not come.';

COMMENT ON COLUMN ops.last_night.last_good_at IS 'When the last nightly crawl ended that was ok or degraded.';

COMMENT ON COLUMN ops.last_night.day IS 'Yesterday in Asia/Jakarta: the day of the stories that follow.';

COMMENT ON COLUMN ops.last_night.advertised IS 'Stories that lists named.';

COMMENT ON COLUMN ops.last_night.stored IS 'Of these, those that were stored at the last run''s end.';

COMMENT ON COLUMN ops.last_night.gone IS 'Of these, those that were taken down.';

COMMENT ON COLUMN ops.last_night.missing IS 'Of these, those that are neither.';

COMMENT ON COLUMN ops.last_night.due IS 'Of the missing, those that will be asked for (again).';

CREATE VIEW ops.latencies AS
 SELECT run.id AS run,
    run.spider,
    run.started_at,
    told.outlet,
    told.host,
    told.fetches,
    told.p50_ms,
    told.p90_ms,
    told.p99_ms
   FROM (public.run
     CROSS JOIN LATERAL ( SELECT added.outlet,
            added.host,
            (max(added.total))::bigint AS fetches,
            public.middle_of(min(added.bucket) FILTER (WHERE (added.upto >= ((0.5)::double precision * added.total)))) AS p50_ms,
            public.middle_of(min(added.bucket) FILTER (WHERE (added.upto >= ((0.9)::double precision * added.total)))) AS p90_ms,
            public.middle_of(min(added.bucket) FILTER (WHERE (added.upto >= ((0.99)::double precision * added.total)))) AS p99_ms
           FROM ( SELECT counted.outlet,
                    counted.host,
                    counted.bucket,
                    sum(counted.fetches) OVER (PARTITION BY counted.outlet, counted.host) AS total,
                    sum(counted.fetches) OVER (PARTITION BY counted.outlet, counted.host ORDER BY counted.bucket) AS upto
                   FROM ( SELECT fetched.outlet,
                            fetched.host,
                            fetched.bucket,
                            (sum(fetched.fetches))::double precision AS fetches
                           FROM public.fetched
                          WHERE ((fetched.run = run.id) AND (fetched.bucket >= 0))
                          GROUP BY fetched.outlet, fetched.host, fetched.bucket) counted) added
          GROUP BY added.outlet, added.host) told);

COMMENT ON VIEW ops.latencies IS 'How soon hosts answer: from the request''s sending to the first of the answer, one row a run and host. The milliseconds are right to a tenth.';

COMMENT ON COLUMN ops.latencies.run IS 'The run.';

COMMENT ON COLUMN ops.latencies.spider IS 'Its spider.';

COMMENT ON COLUMN ops.latencies.started_at IS 'When the run began.';

COMMENT ON COLUMN ops.latencies.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.latencies.host IS 'The host.';

COMMENT ON COLUMN ops.latencies.fetches IS 'Answers that were timed.';

COMMENT ON COLUMN ops.latencies.p50_ms IS 'Half of them came within so many milliseconds.';

COMMENT ON COLUMN ops.latencies.p90_ms IS 'Nine of ten did.';

COMMENT ON COLUMN ops.latencies.p99_ms IS 'Ninety-nine of a hundred did.';

CREATE VIEW ops.layouts AS
 SELECT day,
    outlet,
    name AS layout,
    (sum(stored))::bigint AS stored,
    (sum(published))::bigint AS published
   FROM public.tally
  WHERE (what = 'layout'::text)
  GROUP BY day, outlet, name
 HAVING ((sum(published) <> (0)::numeric) OR (sum(stored) <> (0)::numeric));

COMMENT ON VIEW ops.layouts IS 'By which layout stories were read: one row a day, outlet and layout.';

COMMENT ON COLUMN ops.layouts.day IS 'The day in Asia/Jakarta.';

COMMENT ON COLUMN ops.layouts.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.layouts.layout IS 'The layout that read the page last.';

COMMENT ON COLUMN ops.layouts.stored IS 'Stories that were stored for the first time that day.';

COMMENT ON COLUMN ops.layouts.published IS 'Stories that appeared that day and are stored.';

CREATE TABLE public.link_graph (
    run bigint NOT NULL,
    stories integer NOT NULL,
    links integer NOT NULL,
    resolved integer NOT NULL,
    leading_to_stored integer NOT NULL,
    out_median double precision NOT NULL,
    out_most integer NOT NULL,
    targets integer NOT NULL,
    in_median double precision NOT NULL,
    in_p90 double precision NOT NULL,
    in_most integer NOT NULL
);

CREATE VIEW ops.link_graph AS
 SELECT link_graph.run,
    run.spider,
    run.started_at,
    link_graph.stories,
    link_graph.links,
    link_graph.resolved,
    link_graph.leading_to_stored,
    link_graph.out_median,
    link_graph.out_most,
    link_graph.targets,
    link_graph.in_median,
    link_graph.in_p90,
    link_graph.in_most
   FROM (public.link_graph
     JOIN public.run ON ((run.id = link_graph.run)));

COMMENT ON VIEW ops.link_graph IS 'What the links of a run''s new stories make of a graph: one row a run. Of a large run its last 20,000 stories count.';

COMMENT ON COLUMN ops.link_graph.run IS 'The run.';

COMMENT ON COLUMN ops.link_graph.spider IS 'Its spider.';

COMMENT ON COLUMN ops.link_graph.started_at IS 'When it began.';

COMMENT ON COLUMN ops.link_graph.stories IS 'New stories that have links.';

COMMENT ON COLUMN ops.link_graph.links IS 'Their links.';

COMMENT ON COLUMN ops.link_graph.resolved IS 'Of these, those that lead to a page that we know.';

COMMENT ON COLUMN ops.link_graph.leading_to_stored IS 'Of these, those that lead to a story that was stored at the run''s end.';

COMMENT ON COLUMN ops.link_graph.out_median IS 'Links of a story, the median.';

COMMENT ON COLUMN ops.link_graph.out_most IS 'Links of the story that has most.';

COMMENT ON COLUMN ops.link_graph.targets IS 'Pages they lead to.';

COMMENT ON COLUMN ops.link_graph.in_median IS 'Stories that lead to one such page, the median.';

COMMENT ON COLUMN ops.link_graph.in_p90 IS 'Nine of ten such pages have at most so many.';

COMMENT ON COLUMN ops.link_graph.in_most IS 'Stories that lead to the page with most.';

CREATE TABLE public.link_tally (
    kind text NOT NULL,
    writer integer NOT NULL,
    links bigint NOT NULL,
    resolved bigint NOT NULL
)
WITH (fillfactor='70');

CREATE VIEW ops.links AS
 SELECT kind,
    (sum(links))::bigint AS links,
    (sum(resolved))::bigint AS resolved,
    ((sum(resolved))::double precision / (NULLIF(sum(links), (0)::numeric))::double precision) AS share
   FROM public.link_tally
  GROUP BY kind;

COMMENT ON VIEW ops.links IS 'All links stored, one row a kind.';

COMMENT ON COLUMN ops.links.kind IS 'The region of the page they stand in.';

COMMENT ON COLUMN ops.links.links IS 'How many there are.';

COMMENT ON COLUMN ops.links.resolved IS 'How many of them lead to a page that we know.';

COMMENT ON COLUMN ops.links.share IS 'The same as a share, 0 to 1.';

CREATE TABLE public.measure (
    run bigint NOT NULL,
    name text NOT NULL,
    value double precision NOT NULL,
    sample integer NOT NULL
);

CREATE VIEW ops.measures AS
 SELECT measure.run,
    run.spider,
    run.started_at,
    measure.name,
    measure.value,
    measure.sample
   FROM (public.measure
     JOIN public.run ON ((run.id = measure.run)));

COMMENT ON VIEW ops.measures IS 'What each run measured of itself, and is compared with: one row a run and measure.';

COMMENT ON COLUMN ops.measures.run IS 'The run.';

COMMENT ON COLUMN ops.measures.spider IS 'Its spider.';

COMMENT ON COLUMN ops.measures.started_at IS 'When it began.';

COMMENT ON COLUMN ops.measures.name IS 'The measure, such as fill/authors, layout/desktop, links/related or cuts/baca_juga.';

COMMENT ON COLUMN ops.measures.value IS 'A share, a mean or a count.';

COMMENT ON COLUMN ops.measures.sample IS 'Of so many things.';

CREATE VIEW public.story_standing AS
 SELECT told.host,
    told.day,
    told.story,
    page.url,
    told.advertised,
    told.source,
        CASE
            WHEN (article.gone_at IS NOT NULL) THEN 'gone'::text
            WHEN (article.page_id IS NOT NULL) THEN 'stored'::text
            WHEN (page.outcome = 'gone'::text) THEN 'gone'::text
            WHEN (page.outcome = 'rejected'::text) THEN 'rejected'::text
            WHEN (page.outcome = ANY (ARRAY['too_far'::text, 'unfollowed'::text])) THEN 'left_out'::text
            WHEN (page.outcome IS NULL) THEN 'unasked'::text
            ELSE 'failed'::text
        END AS state,
    ((article.page_id IS NOT NULL) OR (COALESCE(page.status, 0) > 0)) AS fetched,
    page.reason,
    page.status,
    page.tries,
    page.due_at
   FROM ((( SELECT page_1.host,
            COALESCE(page_1.listed_on, ((page_1.published_at AT TIME ZONE 'Asia/Jakarta'::text))::date, ((page_1.found_at AT TIME ZONE 'Asia/Jakarta'::text))::date) AS day,
            COALESCE(page_1.alias_of, page_1.id) AS story,
            bool_or(((page_1.listed_on IS NOT NULL) OR (page_1.published_at IS NOT NULL) OR (page_1.found_how = ANY (ARRAY['sitemap'::text, 'news_sitemap'::text, 'index'::text, 'hub'::text])))) AS advertised,
            (array_agg(page_1.found_how ORDER BY page_1.id))[1] AS source
           FROM public.page page_1
          WHERE (page_1.kind = 'story'::text)
          GROUP BY page_1.host, COALESCE(page_1.listed_on, ((page_1.published_at AT TIME ZONE 'Asia/Jakarta'::text))::date, ((page_1.found_at AT TIME ZONE 'Asia/Jakarta'::text))::date), COALESCE(page_1.alias_of, page_1.id)) told
     JOIN public.page ON ((page.id = told.story)))
     LEFT JOIN public.article ON ((article.page_id = told.story)));

CREATE VIEW ops.missing_stories AS
 SELECT day,
    host,
    url,
    state,
    reason,
    status,
    tries,
    due_at
   FROM public.story_standing
  WHERE (advertised AND (state <> ALL (ARRAY['stored'::text, 'gone'::text])));

COMMENT ON VIEW ops.missing_stories IS 'The missing stories of a day, each with what is known of it, as of now. Ask for one day or a few.';

COMMENT ON COLUMN ops.missing_stories.day IS 'The day of the story in Asia/Jakarta.';

COMMENT ON COLUMN ops.missing_stories.host IS 'The host whose list named it.';

COMMENT ON COLUMN ops.missing_stories.url IS 'Its address.';

COMMENT ON COLUMN ops.missing_stories.state IS 'rejected, failed, unasked or left_out, as in ops.completeness.';

COMMENT ON COLUMN ops.missing_stories.reason IS 'Why, in one word.';

COMMENT ON COLUMN ops.missing_stories.status IS 'The HTTP status of the last visit; 0 for no answer.';

COMMENT ON COLUMN ops.missing_stories.tries IS 'Visits that failed alike so far.';

COMMENT ON COLUMN ops.missing_stories.due_at IS 'When it will be asked for again; null: never.';

CREATE VIEW ops.page_forms AS
 SELECT finding.place,
    told.outlet,
    told.skeleton,
    told.pages,
    told.hosts,
    told.reasons,
    told.first_seen,
    told.last_seen,
    told.examples,
    finding.run,
    run.looked_at
   FROM ((public.finding
     JOIN public.run ON ((run.id = finding.run)))
     CROSS JOIN LATERAL jsonb_to_record(finding.found) told(outlet text, skeleton text, pages integer, hosts text[], reasons text[], first_seen timestamp with time zone, last_seen timestamp with time zone, examples text[]))
  WHERE ((finding.kind = 'form'::text) AND (finding.run = ( SELECT max(looked.id) AS max
           FROM public.run looked
          WHERE (looked.looked_at IS NOT NULL))));

COMMENT ON VIEW ops.page_forms IS 'Rejected pages that are made alike, as the last run that looked for drift found them in the rejections of three days: a redesign shows here first.';

COMMENT ON COLUMN ops.page_forms.place IS 'The rank, from 1: the most frequent first.';

COMMENT ON COLUMN ops.page_forms.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.page_forms.skeleton IS 'The form''s name.';

COMMENT ON COLUMN ops.page_forms.pages IS 'How many pages have it.';

COMMENT ON COLUMN ops.page_forms.hosts IS 'Their hosts.';

COMMENT ON COLUMN ops.page_forms.reasons IS 'Why they were rejected.';

COMMENT ON COLUMN ops.page_forms.first_seen IS 'Since when one of them answers so.';

COMMENT ON COLUMN ops.page_forms.last_seen IS 'The last rejection.';

COMMENT ON COLUMN ops.page_forms.examples IS 'Some of their addresses.';

COMMENT ON COLUMN ops.page_forms.run IS 'The run that looked.';

COMMENT ON COLUMN ops.page_forms.looked_at IS 'When it did.';

CREATE VIEW ops.rejections AS
 SELECT day,
    outlet,
    name AS reason,
    (sum(stored))::bigint AS pages
   FROM public.tally
  WHERE (what = 'rejection'::text)
  GROUP BY day, outlet, name
 HAVING (sum(stored) > (0)::numeric);

COMMENT ON VIEW ops.rejections IS 'Pages that are no story or did not come, by reason. Each page counts once, on the day of its last rejection; one that is a story by now does not count.';

COMMENT ON COLUMN ops.rejections.day IS 'The day in Asia/Jakarta.';

COMMENT ON COLUMN ops.rejections.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.rejections.reason IS 'The reason in one word.';

COMMENT ON COLUMN ops.rejections.pages IS 'How many pages.';

CREATE VIEW ops.rule_days AS
 SELECT day,
    outlet,
    name AS rule,
    (sum(stored))::bigint AS hits
   FROM public.tally
  WHERE (what = 'cut'::text)
  GROUP BY day, outlet, name;

COMMENT ON VIEW ops.rule_days IS 'Lines that a rule cut, one row a day, outlet and rule. A page that is read again counts again.';

COMMENT ON COLUMN ops.rule_days.day IS 'The day in Asia/Jakarta.';

COMMENT ON COLUMN ops.rule_days.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.rule_days.rule IS 'The rule''s name.';

COMMENT ON COLUMN ops.rule_days.hits IS 'Lines it cut.';

CREATE VIEW ops.rules AS
 SELECT outlet,
    name AS rule,
    (sum(stored))::bigint AS hits,
    min(day) AS first_hit,
    max(day) AS last_hit,
    (EXISTS ( SELECT
           FROM public.finding
          WHERE ((finding.run = ( SELECT max(run.id) AS max
                   FROM public.run
                  WHERE (run.looked_at IS NOT NULL))) AND (finding.kind = 'dead_rule'::text) AND ((finding.found ->> 'outlet'::text) = cut.outlet) AND ((finding.found ->> 'rule'::text) = cut.name)))) AS dead
   FROM public.tally cut
  WHERE (what = 'cut'::text)
  GROUP BY outlet, name;

COMMENT ON VIEW ops.rules IS 'The rules that cut lines from stories, one row an outlet and rule that ever did.';

COMMENT ON COLUMN ops.rules.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.rules.rule IS 'The rule''s name.';

COMMENT ON COLUMN ops.rules.hits IS 'Lines it cut in all.';

COMMENT ON COLUMN ops.rules.first_hit IS 'The first day it cut one.';

COMMENT ON COLUMN ops.rules.last_hit IS 'The last day it cut one.';

COMMENT ON COLUMN ops.rules.dead IS 'Whether it should have cut lines of the newest stories and has not (see ops.dead_rules).';

CREATE TABLE public.schedule (
    name text NOT NULL,
    spider text NOT NULL,
    cron text NOT NULL,
    timezone text NOT NULL,
    arguments jsonb DEFAULT '{}'::jsonb NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    next_slot timestamp with time zone,
    told_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE VIEW ops.schedules AS
 SELECT schedule.name AS schedule,
    schedule.spider,
    schedule.arguments,
    schedule.cron,
    schedule.timezone,
    schedule.since,
    schedule.next_slot,
    schedule.told_at,
    COALESCE((schedule.next_slot < (now() - '00:05:00'::interval)), false) AS overdue,
    newest.slot AS last_slot,
    newest.state AS last_state,
    newest.reason AS last_reason,
    newest.run AS last_run,
    newest.ended_at AS last_ended_at
   FROM (public.schedule
     LEFT JOIN LATERAL ( SELECT fire.id,
            fire.schedule,
            fire.slot,
            fire.spider,
            fire.arguments,
            fire.state,
            fire.reason,
            fire.noticed_at,
            fire.missed_before,
            fire.attempt,
            fire.again_at,
            fire.machine,
            fire.process,
            fire.watcher,
            fire.started_at,
            fire.stop_at,
            fire.stop_grace,
            fire.ended_at,
            fire.exit_code,
            fire.run,
            fire.log
           FROM public.fire
          WHERE (fire.schedule = schedule.name)
          ORDER BY fire.slot DESC
         LIMIT 1) newest ON (true));

COMMENT ON VIEW ops.schedules IS 'What is to be crawled when, one row a schedule, with its newest fire.';

COMMENT ON COLUMN ops.schedules.schedule IS 'Its name.';

COMMENT ON COLUMN ops.schedules.spider IS 'What it crawls.';

COMMENT ON COLUMN ops.schedules.arguments IS 'With which arguments, as JSON.';

COMMENT ON COLUMN ops.schedules.cron IS 'When it is due, as a line of cron.';

COMMENT ON COLUMN ops.schedules.timezone IS 'By whose clock.';

COMMENT ON COLUMN ops.schedules.since IS 'Declared so since.';

COMMENT ON COLUMN ops.schedules.next_slot IS 'When it falls due next.';

COMMENT ON COLUMN ops.schedules.told_at IS 'When a scheduler last said so.';

COMMENT ON COLUMN ops.schedules.overdue IS 'Whether that is past by five minutes: no scheduler is at work.';

COMMENT ON COLUMN ops.schedules.last_slot IS 'The newest time that it was due.';

COMMENT ON COLUMN ops.schedules.last_state IS 'What became of it (see ops.fires).';

COMMENT ON COLUMN ops.schedules.last_reason IS 'What a person should know of that.';

COMMENT ON COLUMN ops.schedules.last_run IS 'The run it began.';

COMMENT ON COLUMN ops.schedules.last_ended_at IS 'When that ended.';

CREATE VIEW ops.section_days AS
 SELECT day,
    outlet,
    name AS section,
    (sum(published))::bigint AS published,
    (sum(stored))::bigint AS stored
   FROM public.tally
  WHERE (what = 'section'::text)
  GROUP BY day, outlet, name
 HAVING ((sum(published) <> (0)::numeric) OR (sum(stored) <> (0)::numeric));

COMMENT ON VIEW ops.section_days IS 'One row a day, outlet and section with any story.';

COMMENT ON COLUMN ops.section_days.day IS 'The day in Asia/Jakarta.';

COMMENT ON COLUMN ops.section_days.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.section_days.section IS 'The section as the page names it, its first 100 characters; empty if it names none.';

COMMENT ON COLUMN ops.section_days.published IS 'Stories of the section that appeared that day and are stored.';

COMMENT ON COLUMN ops.section_days.stored IS 'Stories of the section that were stored for the first time that day.';

CREATE TABLE public.size (
    run bigint NOT NULL,
    relation text NOT NULL,
    bytes bigint NOT NULL,
    rows bigint NOT NULL
);

CREATE VIEW ops.storage AS
 SELECT size.run,
    run.finished_at AS at,
    size.relation,
    size.bytes,
    size.rows
   FROM (public.size
     JOIN public.run ON ((run.id = size.run)));

COMMENT ON VIEW ops.storage IS 'How large the tables were at the end of each run: one row a run and table, and one for the whole database.';

COMMENT ON COLUMN ops.storage.run IS 'The run.';

COMMENT ON COLUMN ops.storage.at IS 'When it ended.';

COMMENT ON COLUMN ops.storage.relation IS 'The table; "database" is the whole of it.';

COMMENT ON COLUMN ops.storage.bytes IS 'Its size on disk, with its indexes and long values.';

COMMENT ON COLUMN ops.storage.rows IS 'Its rows, as the server estimates them; 0 for the database.';

CREATE VIEW ops.stories AS
 SELECT page_id AS story,
    outlet,
    split_part(url, '/'::text, 3) AS host,
    url,
    headline,
    section,
    authors,
    editors,
    layout,
    published_at,
    modified_at,
    stored_at,
    changed_at,
    gone_at,
    incomplete,
    premium,
    page_count AS pages,
    stored_by AS run
   FROM public.article;

COMMENT ON VIEW ops.stories IS 'The stories themselves, one row each, without their texts. Filter by published_at or changed_at, which have an index, or by story.';

COMMENT ON COLUMN ops.stories.story IS 'Its number: page_id in the other tables.';

COMMENT ON COLUMN ops.stories.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.stories.host IS 'The host in its address.';

COMMENT ON COLUMN ops.stories.url IS 'Its address.';

COMMENT ON COLUMN ops.stories.headline IS 'Its headline.';

COMMENT ON COLUMN ops.stories.section IS 'Its section, as the page names it.';

COMMENT ON COLUMN ops.stories.authors IS 'Its authors.';

COMMENT ON COLUMN ops.stories.editors IS 'Its editors.';

COMMENT ON COLUMN ops.stories.layout IS 'The layout that read it last.';

COMMENT ON COLUMN ops.stories.published_at IS 'When it appeared, as it says.';

COMMENT ON COLUMN ops.stories.modified_at IS 'When it was edited last, as it says.';

COMMENT ON COLUMN ops.stories.stored_at IS 'When it was stored for the first time.';

COMMENT ON COLUMN ops.stories.changed_at IS 'When it was found edited last (something a reader sees had changed), or stored first.';

COMMENT ON COLUMN ops.stories.gone_at IS 'When it was found taken down; null if it is there.';

COMMENT ON COLUMN ops.stories.incomplete IS 'Whether pages of it are missing.';

COMMENT ON COLUMN ops.stories.premium IS 'Whether it is for subscribers only.';

COMMENT ON COLUMN ops.stories.pages IS 'How many pages it has.';

COMMENT ON COLUMN ops.stories.run IS 'The run that stored it for the first time.';

CREATE VIEW ops.suspects AS
 SELECT finding.place,
    told.outlet,
    told.kind,
    told.text,
    told.stories,
    told.possible,
    told.share,
    told.authors,
    told.hosts,
    told.sections,
    told.topic,
    told.before,
    told.is_new,
    told.is_sure,
    told.first_seen,
    told.last_seen,
    told.examples,
    finding.run,
    run.looked_at
   FROM ((public.finding
     JOIN public.run ON ((run.id = finding.run)))
     CROSS JOIN LATERAL jsonb_to_record(finding.found) told(outlet text, kind text, text text, stories integer, possible integer, share double precision, authors integer, hosts text[], sections text[], topic text, before integer, is_new boolean, is_sure boolean, first_seen timestamp with time zone, last_seen timestamp with time zone, examples text[]))
  WHERE ((finding.kind = 'suspect'::text) AND (finding.run = ( SELECT max(looked.id) AS max
           FROM public.run looked
          WHERE (looked.looked_at IS NOT NULL))));

COMMENT ON VIEW ops.suspects IS 'Lines that stand in the stories of many authors and should perhaps be cut, as the last run that looked for them found them in the stories of three days (scrapy suspects looks now, and proposes rules).';

COMMENT ON COLUMN ops.suspects.place IS 'The rank, from 1: the strongest first.';

COMMENT ON COLUMN ops.suspects.outlet IS 'The outlet.';

COMMENT ON COLUMN ops.suspects.kind IS 'What is the same in all stories: the line, its frame, its beginning or its ending.';

COMMENT ON COLUMN ops.suspects.text IS 'The newest of the lines.';

COMMENT ON COLUMN ops.suspects.stories IS 'Stories it stands in.';

COMMENT ON COLUMN ops.suspects.possible IS 'Stories of its hosts since it came.';

COMMENT ON COLUMN ops.suspects.share IS 'The first as a share of the second, 0 to 1.';

COMMENT ON COLUMN ops.suspects.authors IS 'Authors of these stories.';

COMMENT ON COLUMN ops.suspects.hosts IS 'Their hosts.';

COMMENT ON COLUMN ops.suspects.sections IS 'Their sections.';

COMMENT ON COLUMN ops.suspects.topic IS 'The word that most of their headlines share, if most do: then it is one affair that is told.';

COMMENT ON COLUMN ops.suspects.before IS 'Stories of a sample of the weeks before that have it too.';

COMMENT ON COLUMN ops.suspects.is_new IS 'Whether the weeks before know nothing of it, and are long enough to say so.';

COMMENT ON COLUMN ops.suspects.is_sure IS 'Whether a verdict may rest on it.';

COMMENT ON COLUMN ops.suspects.first_seen IS 'The first story with it.';

COMMENT ON COLUMN ops.suspects.last_seen IS 'The last story with it.';

COMMENT ON COLUMN ops.suspects.examples IS 'Addresses of some of the stories.';

COMMENT ON COLUMN ops.suspects.run IS 'The run that looked.';

COMMENT ON COLUMN ops.suspects.looked_at IS 'When it did.';

CREATE TABLE public.top_target (
    run bigint NOT NULL,
    place integer NOT NULL,
    page_id bigint NOT NULL,
    links integer NOT NULL,
    hosts integer NOT NULL
);

CREATE VIEW ops.top_stories AS
 SELECT top_target.run,
    run.spider,
    run.started_at,
    top_target.place,
    page.url,
    page.host,
    article.headline,
    article.published_at,
    (article.page_id IS NOT NULL) AS stored,
    top_target.links,
    top_target.hosts
   FROM (((public.top_target
     JOIN public.run ON ((run.id = top_target.run)))
     JOIN public.page ON ((page.id = top_target.page_id)))
     LEFT JOIN public.article ON ((article.page_id = top_target.page_id)));

COMMENT ON VIEW ops.top_stories IS 'The hundred pages that the new stories of a run lead to most; ask for one run.';

COMMENT ON COLUMN ops.top_stories.run IS 'The run.';

COMMENT ON COLUMN ops.top_stories.spider IS 'Its spider.';

COMMENT ON COLUMN ops.top_stories.started_at IS 'When it began.';

COMMENT ON COLUMN ops.top_stories.place IS 'The rank, from 1.';

COMMENT ON COLUMN ops.top_stories.url IS 'The page''s address.';

COMMENT ON COLUMN ops.top_stories.host IS 'Its host.';

COMMENT ON COLUMN ops.top_stories.headline IS 'Its headline; null if it is not stored.';

COMMENT ON COLUMN ops.top_stories.published_at IS 'When it appeared, as it says.';

COMMENT ON COLUMN ops.top_stories.stored IS 'Whether it is stored as a story.';

COMMENT ON COLUMN ops.top_stories.links IS 'New stories that lead to it.';

COMMENT ON COLUMN ops.top_stories.hosts IS 'Hosts that these are of.';

ALTER TABLE public.alert ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.article_text (
    page_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    document tsvector NOT NULL
)
WITH (toast_tuple_target='128');

ALTER TABLE public.fire ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.fire_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.host (
    outlet text NOT NULL,
    name text NOT NULL,
    worker bigint,
    leased_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    not_before timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL
);

CREATE TABLE public.host_outcome (
    run bigint NOT NULL,
    outlet text NOT NULL,
    host text NOT NULL,
    what text NOT NULL,
    pages integer NOT NULL
);

CREATE TABLE public.link (
    page_id bigint NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    url text,
    anchor text NOT NULL,
    title text,
    target_id bigint
);

ALTER TABLE public.page ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.page_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rejection (
    page_id bigint NOT NULL,
    outlet text NOT NULL,
    url text NOT NULL,
    reason text NOT NULL,
    detail text NOT NULL,
    status integer,
    body bytea,
    rejected_at timestamp with time zone DEFAULT now() NOT NULL,
    rejected_by bigint,
    skeleton text,
    alike_since timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.removed (
    page_id bigint NOT NULL,
    "position" integer NOT NULL,
    rule text NOT NULL,
    text text NOT NULL
);

CREATE TABLE public.revision (
    page_id bigint NOT NULL,
    number integer NOT NULL,
    changed text[] NOT NULL,
    held jsonb NOT NULL,
    headline text NOT NULL,
    body text NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone DEFAULT now() NOT NULL,
    replaced_by bigint,
    CONSTRAINT revision_changes_something CHECK ((cardinality(changed) > 0))
);

ALTER TABLE public.run ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.visited (
    run bigint NOT NULL,
    outlet text NOT NULL,
    host text NOT NULL,
    pages integer NOT NULL
);

ALTER TABLE public.worker ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.worker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (day, host);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.article
    ADD CONSTRAINT article_pkey PRIMARY KEY (page_id);

ALTER TABLE ONLY public.article_text
    ADD CONSTRAINT article_text_pkey PRIMARY KEY (page_id);

ALTER TABLE ONLY public.article
    ADD CONSTRAINT article_url_is_unique UNIQUE (url);

ALTER TABLE ONLY public.fetched
    ADD CONSTRAINT fetched_pkey PRIMARY KEY (run, host, status, bucket, outlet, worker);

ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (run, kind, place);

ALTER TABLE ONLY public.fire
    ADD CONSTRAINT fire_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fire
    ADD CONSTRAINT fire_slot_is_unique UNIQUE (schedule, slot);

ALTER TABLE ONLY public.host_outcome
    ADD CONSTRAINT host_outcome_pkey PRIMARY KEY (run, outlet, host, what);

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_pkey PRIMARY KEY (outlet, name);

ALTER TABLE ONLY public.link_graph
    ADD CONSTRAINT link_graph_pkey PRIMARY KEY (run);

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_pkey PRIMARY KEY (page_id, "position");

ALTER TABLE ONLY public.link_tally
    ADD CONSTRAINT link_tally_pkey PRIMARY KEY (kind, writer);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT measure_pkey PRIMARY KEY (run, name);

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_url_is_unique UNIQUE (url);

ALTER TABLE ONLY public.rejection
    ADD CONSTRAINT rejection_pkey PRIMARY KEY (page_id);

ALTER TABLE ONLY public.removed
    ADD CONSTRAINT removed_pkey PRIMARY KEY (page_id, "position");

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (page_id, number);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schedule
    ADD CONSTRAINT schedule_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.size
    ADD CONSTRAINT size_pkey PRIMARY KEY (run, relation);

ALTER TABLE ONLY public.tally
    ADD CONSTRAINT tally_pkey PRIMARY KEY (what, day, outlet, name, writer);

ALTER TABLE ONLY public.top_target
    ADD CONSTRAINT top_target_pkey PRIMARY KEY (run, place);

ALTER TABLE ONLY public.visited
    ADD CONSTRAINT visited_pkey PRIMARY KEY (run, outlet, host);

ALTER TABLE ONLY public.worker
    ADD CONSTRAINT worker_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX alert_is_open_once ON public.alert USING btree (spider, md5((arguments)::text), cause) WHERE (cleared_at IS NULL);

CREATE INDEX alert_is_untold ON public.alert USING btree (id) WHERE (((cleared_at IS NULL) AND (told_at IS NULL)) OR ((cleared_at IS NOT NULL) AND (cleared_told_at IS NULL)));

CREATE INDEX article_by_change ON public.article USING btree (changed_at);

CREATE INDEX article_by_publication ON public.article USING btree (published_at);

CREATE INDEX article_by_run ON public.article USING btree (stored_by);

CREATE INDEX article_by_storage ON public.article USING brin (stored_at);

CREATE INDEX article_is_incomplete ON public.article USING btree (page_id) WHERE incomplete;

CREATE INDEX article_text_by_time ON public.article_text USING btree (at);

CREATE INDEX article_text_by_word ON public.article_text USING gin (document) WITH (gin_pending_list_limit='512');

CREATE INDEX fetched_by_worker ON public.fetched USING btree (worker);

CREATE INDEX fire_is_tried_again ON public.fire USING btree (again_at) WHERE (again_at IS NOT NULL);

CREATE INDEX fire_of_run ON public.fire USING btree (run) WHERE (run IS NOT NULL);

CREATE UNIQUE INDEX fire_runs_alone ON public.fire USING btree (schedule) WHERE (state = 'running'::text);

CREATE INDEX host_by_worker ON public.host USING btree (worker) WHERE (worker IS NOT NULL);

CREATE INDEX link_by_target ON public.link USING btree (target_id) WHERE (target_id IS NOT NULL);

CREATE INDEX page_by_alias ON public.page USING btree (alias_of) WHERE (alias_of IS NOT NULL);

CREATE INDEX page_by_day ON public.page USING btree (host, listed_on) WHERE (listed_on IS NOT NULL);

CREATE INDEX page_by_host ON public.page USING btree (host, found_at);

CREATE INDEX page_by_story_day ON public.page USING btree (COALESCE(listed_on, ((published_at AT TIME ZONE 'Asia/Jakarta'::text))::date, ((found_at AT TIME ZONE 'Asia/Jakarta'::text))::date)) WHERE (kind = 'story'::text);

CREATE INDEX page_is_due ON public.page USING btree (outlet, host, priority, due_at, id) WHERE ((due_at IS NOT NULL) AND (priority < 1000));

CREATE INDEX page_is_due_again ON public.page USING btree (outlet, host, due_at, id) WHERE ((due_at IS NOT NULL) AND (priority >= 1000));

CREATE INDEX page_is_left_out ON public.page USING btree (outlet, host, depth) WHERE (outcome = ANY (ARRAY['too_far'::text, 'unfollowed'::text]));

CREATE INDEX rejection_by_reason ON public.rejection USING btree (reason, rejected_at);

CREATE INDEX rejection_by_skeleton ON public.rejection USING btree (rejected_at) WHERE (skeleton IS NOT NULL);

CREATE INDEX removed_by_rule ON public.removed USING btree (rule);

CREATE INDEX run_by_start ON public.run USING btree (spider, started_at);

CREATE INDEX run_has_looked ON public.run USING btree (id) WHERE (looked_at IS NOT NULL);

CREATE INDEX run_is_unweighed ON public.run USING btree (finished_at, id) WHERE (weighed_at IS NULL);

CREATE INDEX tally_is_unfolded ON public.tally USING btree (writer) WHERE (writer <> 0);

CREATE INDEX top_target_by_page ON public.top_target USING btree (page_id);

CREATE INDEX worker_is_alive ON public.worker USING btree (seen_at) WHERE (ended_at IS NULL);

CREATE INDEX worker_of_fire ON public.worker USING btree (fire) WHERE (fire IS NOT NULL);

CREATE INDEX worker_of_run ON public.worker USING btree (run);

CREATE TRIGGER article_is_tallied AFTER INSERT ON public.article REFERENCING NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION public.tally_articles();

CREATE TRIGGER article_is_tallied_anew AFTER UPDATE ON public.article REFERENCING OLD TABLE AS was NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION public.tally_articles();

CREATE TRIGGER article_is_tallied_no_more AFTER DELETE ON public.article REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.tally_articles();

CREATE TRIGGER article_keeps_revisions BEFORE UPDATE ON public.article FOR EACH ROW WHEN ((old.content_hash IS DISTINCT FROM new.content_hash)) EXECUTE FUNCTION public.keep_revision();

CREATE TRIGGER article_keeps_text AFTER INSERT OR UPDATE OF outlet, url, headline, lead, body, authors, section, tags, published_at ON public.article FOR EACH ROW EXECUTE FUNCTION public.keep_text();

CREATE TRIGGER link_is_tallied AFTER INSERT ON public.link REFERENCING NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION public.tally_links();

CREATE TRIGGER link_is_tallied_anew AFTER UPDATE ON public.link REFERENCING OLD TABLE AS was NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION public.tally_links();

CREATE TRIGGER link_is_tallied_no_more AFTER DELETE ON public.link REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.tally_links();

CREATE TRIGGER rejection_is_tallied AFTER INSERT ON public.rejection REFERENCING NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION public.tally_rejections();

CREATE TRIGGER rejection_is_tallied_anew AFTER UPDATE ON public.rejection REFERENCING OLD TABLE AS was NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION public.tally_rejections();

CREATE TRIGGER rejection_is_tallied_no_more AFTER DELETE ON public.rejection REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.tally_rejections();

CREATE TRIGGER removed_is_tallied AFTER INSERT ON public.removed REFERENCING NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION public.tally_cuts();

CREATE TRIGGER revision_is_tallied AFTER INSERT ON public.revision REFERENCING NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION public.tally_edits();

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_cleared_by_fkey FOREIGN KEY (cleared_by) REFERENCES public.run(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.article
    ADD CONSTRAINT article_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.run(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.article
    ADD CONSTRAINT article_page_id_fkey FOREIGN KEY (page_id) REFERENCES public.page(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.article
    ADD CONSTRAINT article_stored_by_fkey FOREIGN KEY (stored_by) REFERENCES public.run(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.article_text
    ADD CONSTRAINT article_text_page_id_fkey FOREIGN KEY (page_id) REFERENCES public.article(page_id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY public.fetched
    ADD CONSTRAINT fetched_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.fetched
    ADD CONSTRAINT fetched_worker_fkey FOREIGN KEY (worker) REFERENCES public.worker(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.fire
    ADD CONSTRAINT fire_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.host_outcome
    ADD CONSTRAINT host_outcome_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_worker_fkey FOREIGN KEY (worker) REFERENCES public.worker(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.link_graph
    ADD CONSTRAINT link_graph_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_page_id_fkey FOREIGN KEY (page_id) REFERENCES public.page(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_target_id_fkey FOREIGN KEY (target_id) REFERENCES public.page(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT measure_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_alias_of_fkey FOREIGN KEY (alias_of) REFERENCES public.page(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_due_by_fkey FOREIGN KEY (due_by) REFERENCES public.run(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_found_on_fkey FOREIGN KEY (found_on) REFERENCES public.page(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.rejection
    ADD CONSTRAINT rejection_page_id_fkey FOREIGN KEY (page_id) REFERENCES public.page(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.rejection
    ADD CONSTRAINT rejection_rejected_by_fkey FOREIGN KEY (rejected_by) REFERENCES public.run(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.removed
    ADD CONSTRAINT removed_page_id_fkey FOREIGN KEY (page_id) REFERENCES public.page(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_page_id_fkey FOREIGN KEY (page_id) REFERENCES public.page(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES public.run(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.size
    ADD CONSTRAINT size_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.top_target
    ADD CONSTRAINT top_target_page_id_fkey FOREIGN KEY (page_id) REFERENCES public.page(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.top_target
    ADD CONSTRAINT top_target_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.visited
    ADD CONSTRAINT visited_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.worker
    ADD CONSTRAINT worker_fire_fkey FOREIGN KEY (fire) REFERENCES public.fire(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.worker
    ADD CONSTRAINT worker_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;
