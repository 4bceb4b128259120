-- The newest stories with a tag, at most so many. They are gathered month by month, from the newest month that has any
-- story back, so that a common tag costs no more than a rare one. The words' index has tags and months.
select found.page_id as story, article.headline, split_part(article.url, '/', 3) as host, found.at
from (
    select hit.page_id, hit.at
    from generate_series(0, %(months)s::integer - 1) as ago
    cross join (
        select date_trunc('month', max(at) at time zone 'Asia/Jakarta') as month from article_text
    ) as newest
    cross join lateral (
        select same.page_id, same.at
        from (
            select page_id, at
            from article_text
            where document @@ search_terms(array[
                search_key('tag', %(tag)s),
                search_key('month', to_char(newest.month - make_interval(months => ago), 'YYYY-MM'))
            ])
            -- Asked of the words' index alone: the index of time would be read whole for each month.
            offset 0
        ) as same
        order by same.at desc, same.page_id desc
        limit %(most)s
    ) as hit
    limit %(most)s
) as found
inner join article on article.page_id = found.page_id
order by found.at desc, found.page_id desc
