-- Number of stories that are new or edited since a run last looked for drift, at most %(most)s.
select count(*)
from (
    select from article
    where changed_at > coalesce((select max(looked_at) from run where looked_at is not null), '-infinity')
    limit %(most)s
) as fresh
