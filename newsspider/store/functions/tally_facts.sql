-- The query that counts the rows of `relation`, which has the columns of the table `counted`; with the sign -1 it
-- counts them off. It gives (what, day, outlet, name, stored, published, filled). Edits and cuts are events of today.
create or replace function tally_facts(counted text, relation text, sign integer default 1) returns text
language plpgsql immutable
as $body$
begin
    return format(
        'select what, day, outlet, name, %1$s * stored as stored, %1$s * published as published, %1$s * filled as filled '
        'from (%2$s) as fact (what, day, outlet, name, stored, published, filled)',
        sign,
        format(
            case counted
                when 'article' then $$
                    select fact.what, fact.day, story.outlet, fact.name, fact.stored, fact.published, fact.filled
                    from %1$I as story
                    cross join lateral article_facts(story) as fact
                $$
                when 'rejection' then $$
                    select
                        fact.what, (page.rejected_at at time zone 'Asia/Jakarta')::date, page.outlet, fact.name, 1, 0, 0
                    from %1$I as page
                    cross join lateral (values
                        ('rejection', left(page.reason, 100)), ('rejecting', left(split_part(page.url, '/', 3), 255))
                    ) as fact (what, name)
                $$
                when 'link' then $$
                    select 'link', date 'epoch', '', kind, count(*), 0, count(target_id) from %1$I group by kind
                $$
                when 'revision' then $$
                    select 'edit', (now() at time zone 'Asia/Jakarta')::date, article.outlet, '', 1, 0, 0
                    from %1$I as edit
                    inner join article on article.page_id = edit.page_id
                $$
                when 'removed' then $$
                    select
                        'cut', (now() at time zone 'Asia/Jakarta')::date, page.outlet, left(cut.rule, 200), cut.lines, 0, 0
                    from (select page_id, rule, count(*) as lines from %1$I group by page_id, rule) as cut
                    inner join page on page.id = cut.page_id
                $$
            end,
            relation
        )
    );
end
$body$;
