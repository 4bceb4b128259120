-- Sections of the newest stories, largest first.
select section
from (select section from article order by changed_at desc limit 2000) as newest
where section is not null
group by section
order by count(*) desc, section
