-- How many stories are new or edited since a run last looked for drift; more than the most are not counted.
select count(*)
from (
    select from article
    where changed_at > coalesce((select max(looked_at) from run where looked_at is not null), '-infinity')
    limit %(most)s
) as fresh
