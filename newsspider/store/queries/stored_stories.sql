-- Stored stories of some addresses, for comparison with a new reading, without those that the reading leaves as
-- they are. The rows are locked, so that two workers never believe the same doubtful page by turns.
select
    article.url, article.headline, article.body, article.layout, cardinality(article.missing_pages) as missing,
    article.provenance ->> 'blocks' as blocks, article.modified_at, article.reading
from jsonb_to_recordset(%(asked)s::jsonb) as asked (url text, content_hash bytea)
inner join article on article.url = asked.url
where article.content_hash is distinct from asked.content_hash
order by article.url
for no key update of article
