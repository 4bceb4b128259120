-- Candidates for suspects: lines in the stories of many authors, in the newest stories or in those of one run. A
-- line is known by its first and its last 30 characters, in lower case and without numbers. The whole text is
-- compared only where one of the two is in several stories.
with edge as (
    select
        least(
            now() - make_interval(days => %(days)s),
            coalesce((select changed_at from article order by changed_at desc offset %(least)s limit 1), '-infinity')
        ) as since
),

recent as materialized (
    (
        select page_id, outlet, url, section, headline, authors, editors, changed_at as at, body
        from article
        where %(run)s::bigint is null and changed_at >= (select since from edge)
        order by changed_at desc
        limit %(most)s
    )
    union all
    -- Of a large run a sample; a backfill's lines were new when its stories appeared, not now.
    (
        select page_id, outlet, url, section, headline, authors, editors, stored_at, body
        from article
        where stored_by = %(run)s and (published_at is null or published_at > stored_at - interval '7 days')
        order by hashint8(page_id)
        limit %(most)s
    )
),

story as materialized (
    select
        page_id, outlet, url, section, at, body,
        lower(headline) as headline,
        lower(coalesce(authors[1], editors[1])) as who,
        split_part(url, '/', 3) as host,
        -- So many stories of its host have come since, itself among them.
        count(*) over (partition by outlet, split_part(url, '/', 3) order by at desc) as since
    from recent
),

-- In so many stories must a line stand.
enough as (select greatest(%(fewest)s, ceil(%(share)s * count(*)))::integer as stories from story),

line as materialized (
    select
        story.page_id,
        line.place::integer as place,
        count(*) over (partition by story.page_id)::integer as lines,
        length(line.text) as size,
        -- Numbers of another length must not shift what is compared: hence 45 and 30.
        hashtext(left(translate(lower(left(line.text, 45) collate "C"), '0123456789.,', ''), 30)) as head,
        case when length(line.text) > 30
            then hashtext(right(translate(lower(right(line.text, 45) collate "C"), '0123456789.,', ''), 30))
        end as tail
    from story
    cross join lateral string_to_table(story.body, e'\n') with ordinality as line (text, place)
),

common as materialized (
    select key
    from (select unnest(array[head, tail]) as key from line where size between 12 and 600) as side
    where key is not null
    group by key
    having count(*) >= (select stories from enough)
),

often as materialized (
    select
        line.page_id, line.place, line.lines, line.size,
        split_part(story.body, e'\n', line.place) as text
    from line
    inner join story on story.page_id = line.page_id
    where line.size between 12 and 600
        and (line.head in (select key from common) or line.tail in (select key from common))
),

folded as materialized (
    select
        page_id, place, lines, size, text,
        -- All of a long line would cost more than the rest of this question.
        left(translate(lower(left(text, 130) collate "C"), '0123456789.,', ''), 100) as opening,
        left(translate(lower(left(text, 45) collate "C"), '0123456789.,', ''), 30) as head,
        right(translate(lower(right(text, 45) collate "C"), '0123456789.,', ''), 30) as tail
    from often
    -- Two words are a name, a sub-heading or a dateline, and so is what ends in a dash.
    where left(text, 100) ~ '\w\W+\w+\W+\w' and right(text, 1) not in ('-', '–', '—')
),

-- A story most of whose lines stand in other stories too is a copy: it says nothing about any of them.
copy as (
    select page_id
    from (select *, count(*) over (partition by opening, tail) as times from folded) as counted
    where times > 1
    group by page_id
    having count(*) * 2 > max(lines)
),

alike as (
    select folded.page_id, folded.place, folded.lines, folded.text, form.kind, form.key
    from folded
    cross join lateral (
        values
        ('line', opening || ' ... ' || tail),
        ('frame', case when size between 61 and 300 then head || ' ... ' || tail end),
        -- Speech may begin and end as it likes.
        ('beginning', case when size between 31 and 300 and text !~ '^["“”''‘’«]' then head end),
        ('ending', case when size between 31 and 300 and text !~ '^["“”''‘’«]' then tail end)
    ) as form (kind, key)
    where form.key is not null and folded.page_id not in (select page_id from copy)
),

-- Most forms of a line that begins like others stand alone.
several as materialized (
    select alike.*
    from alike
    inner join (
        select kind, key from alike group by kind, key having count(*) >= (select stories from enough)
    ) as repeated on repeated.kind = alike.kind and repeated.key = alike.key
),

at_host as (
    select
        story.outlet, alike.kind, alike.key, story.host,
        max(story.since) as since
    from several as alike
    inner join story on story.page_id = alike.page_id
    group by story.outlet, alike.kind, alike.key, story.host
),

since_first as (
    select outlet, kind, key, sum(since)::integer as possible
    from at_host
    group by outlet, kind, key
),

counted as (
    select
        story.outlet, alike.kind, alike.key,
        count(distinct story.page_id)::integer as stories,
        count(distinct story.who)::integer as authors,
        array_agg(distinct story.host) as hosts,
        array_remove(array_agg(distinct story.section), null) as sections,
        min(story.at) as first_seen,
        max(story.at) as last_seen,
        array_agg(distinct story.headline) as headlines,
        array_agg(distinct alike.text) as texts,
        (array_agg(alike.text order by story.at desc, story.url))[1] as text,
        (array_agg(story.url order by story.at desc, story.url))[:5] as examples,
        array_agg(alike.page_id * 1000 + alike.place) as spots,
        avg((alike.place - 0.5) / alike.lines)::double precision as depth,
        percentile_disc(array[0.1, 0.9]) within group (order by alike.place) as from_top,
        percentile_disc(array[0.1, 0.9]) within group (order by alike.lines - alike.place) as from_end
    from several as alike
    inner join story on story.page_id = alike.page_id
    group by story.outlet, alike.kind, alike.key
    having count(distinct story.page_id) >= (select stories from enough)
        and count(distinct story.who) >= %(authors)s
        -- One story under several hosts has one headline.
        and count(distinct story.headline) >= %(fewest)s
)

select
    counted.outlet, counted.kind, counted.text, counted.stories, counted.authors, counted.hosts, counted.sections,
    counted.first_seen, counted.last_seen, counted.headlines[:200] as headlines, counted.texts[:300] as texts,
    counted.examples, counted.spots, counted.depth,
    least(counted.from_top[2] - counted.from_top[1], counted.from_end[2] - counted.from_end[1]) as wanders,
    since_first.possible,
    (select count(*) from story)::integer as looked_at,
    -- What stood in stories of before then is not new.
    case
        when %(run)s::bigint is null then (select min(at) from story)
        else (select started_at - interval '2 days' from run where id = %(run)s)
    end as before
from counted
inner join since_first using (outlet, kind, key)
order by counted.stories::double precision / since_first.possible desc, counted.stories desc
limit 300
