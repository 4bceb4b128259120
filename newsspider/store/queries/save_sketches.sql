-- Saves the sketches of stories whose text was stored just now, if they are new. A story with a new sketch is alone in
-- its cluster until it is compared. Returns the stories to compare.
insert into story_cluster as known (page_id, at, bands, credits)
select article.page_id, coalesce(article.published_at, article.stored_at), given.bands, given.credits
from
    jsonb_to_recordset(%(sketches)s::jsonb) as given (
        url text, content_hash bytea, bands integer[], credits jsonb
    )
inner join article on article.url = given.url and article.content_hash = given.content_hash
left join story_cluster as stored on stored.page_id = article.page_id
where
    stored.page_id is null
    or (stored.bands, stored.credits) <> (given.bands, given.credits)
    or stored.at <> coalesce(article.published_at, article.stored_at)
order by article.page_id
on conflict (page_id) do update set
    at = excluded.at, bands = excluded.bands, credits = excluded.credits, cluster = default, similarity = null
returning known.page_id
