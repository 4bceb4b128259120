create or replace view data.removed_line as
select removed.page_id as story, article.outlet, removed.position, removed.rule, removed.text
from removed
inner join article on article.page_id = removed.page_id;

comment on view data.removed_line is 'Lines that were cut from stories, each with the rule that cut it.';
comment on column data.removed_line.story is 'Number of the story.';
comment on column data.removed_line.outlet is 'Outlet of the story.';
comment on column data.removed_line.position is 'Place among the lines of the page from 0, those of the story included.';
comment on column data.removed_line.rule is 'Name of the rule.';
comment on column data.removed_line.text is 'The line.';
