-- All migrations together, for reading. Not to be edited: write a migration, then
--     python -m newsspider.store.schema > newsspider/store/schema.sql
-- The test tests/store/test_schema.py compares the two.

SET check_function_bodies = false;

CREATE FUNCTION public.keep_revision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    told record;
begin
    select array_agg(was.key order by was.key) as changed, jsonb_object_agg(was.key, was.value) as held
    into told
    from jsonb_each(to_jsonb(old)) as was
    inner join jsonb_each(to_jsonb(new)) as becomes on becomes.key = was.key
    where was.value <> becomes.value
        and was.key <> all (array[
            'page_id', 'url', 'layout', 'provenance', 'content_hash', 'stored_at', 'stored_by', 'changed_at',
            'changed_by', 'gone_at', 'incomplete'
        ]);
    if cardinality(told.changed) > 0 then
        insert into revision (page_id, number, changed, held, headline, body, since, replaced_by)
        values (
            new.page_id,
            (select coalesce(max(number), 0) + 1 from revision where revision.page_id = new.page_id),
            told.changed, told.held, old.headline, old.body, old.changed_at,
            new.changed_by
        );
    end if;
    new.changed_at := now();
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

CREATE TABLE public.link (
    page_id bigint NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    url text,
    anchor text NOT NULL,
    title text,
    target_id bigint
);

CREATE TABLE public.measure (
    run bigint NOT NULL,
    name text NOT NULL,
    value double precision NOT NULL,
    sample integer NOT NULL
);

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
    CONSTRAINT page_alias_is_not_due CHECK (((alias_of IS NULL) OR (due_at IS NULL))),
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
    CONSTRAINT run_ends_with_a_verdict CHECK (((verdict IS NULL) = (finished_at IS NULL))),
    CONSTRAINT run_verdict_is_known CHECK ((verdict = ANY (ARRAY['ok'::text, 'degraded'::text, 'failed'::text, 'lost'::text])))
);

ALTER TABLE public.run ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

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

CREATE TABLE public.visited (
    run bigint NOT NULL,
    outlet text NOT NULL,
    host text NOT NULL,
    pages integer NOT NULL
);

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

ALTER TABLE public.worker ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.worker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.article
    ADD CONSTRAINT article_pkey PRIMARY KEY (page_id);

ALTER TABLE ONLY public.article_text
    ADD CONSTRAINT article_text_pkey PRIMARY KEY (page_id);

ALTER TABLE ONLY public.article
    ADD CONSTRAINT article_url_is_unique UNIQUE (url);

ALTER TABLE ONLY public.fire
    ADD CONSTRAINT fire_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fire
    ADD CONSTRAINT fire_slot_is_unique UNIQUE (schedule, slot);

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_pkey PRIMARY KEY (outlet, name);

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_pkey PRIMARY KEY (page_id, "position");

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

CREATE INDEX run_is_unweighed ON public.run USING btree (finished_at, id) WHERE (weighed_at IS NULL);

CREATE INDEX worker_is_alive ON public.worker USING btree (seen_at) WHERE (ended_at IS NULL);

CREATE INDEX worker_of_fire ON public.worker USING btree (fire) WHERE (fire IS NOT NULL);

CREATE INDEX worker_of_run ON public.worker USING btree (run);

CREATE TRIGGER article_keeps_revisions BEFORE UPDATE ON public.article FOR EACH ROW WHEN ((old.content_hash IS DISTINCT FROM new.content_hash)) EXECUTE FUNCTION public.keep_revision();

CREATE TRIGGER article_keeps_text AFTER INSERT OR UPDATE OF outlet, url, headline, lead, body, authors, section, tags, published_at ON public.article FOR EACH ROW EXECUTE FUNCTION public.keep_text();

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

ALTER TABLE ONLY public.fire
    ADD CONSTRAINT fire_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_worker_fkey FOREIGN KEY (worker) REFERENCES public.worker(id) ON DELETE SET NULL;

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

ALTER TABLE ONLY public.visited
    ADD CONSTRAINT visited_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.worker
    ADD CONSTRAINT worker_fire_fkey FOREIGN KEY (fire) REFERENCES public.fire(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.worker
    ADD CONSTRAINT worker_run_fkey FOREIGN KEY (run) REFERENCES public.run(id) ON DELETE CASCADE;
