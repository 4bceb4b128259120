create or replace view data.removed_line as
select article.page_id as story, article.outlet, removed.position, removed.rule, removed.text
from article
-- By the month too: then one partition is looked into for each story.
inner join page on page.id = article.page_id
inner join removed on removed.page_id = page.id and removed.month = page.month;

comment on view data.removed_line is 'Lines that were cut from stories, each with the rule that cut it.';
comment on column data.removed_line.story is 'Number of the story.';
comment on column data.removed_line.outlet is 'Outlet of the story.';
comment on column data.removed_line.position is 'Place among the lines of the page from 0, those of the story included.';
comment on column data.removed_line.rule is 'Name of the rule.';
comment on column data.removed_line.text is 'The line.';
