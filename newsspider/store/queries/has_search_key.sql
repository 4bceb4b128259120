-- Whether any story has this search key.
select count(*) > 0
from (
    select 1 from article_text where document @@ search_terms(array[search_key(%(kind)s, %(name)s)]) limit 1
) as one
