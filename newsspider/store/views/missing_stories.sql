-- Uses story_standing.
create or replace view ops.missing_stories as
select day, host, url, state, reason, status, tries, due_at
from story_standing
where advertised and state not in ('stored', 'gone');

comment on view ops.missing_stories is 'The missing stories of a day, each with what is known of it, as of now. Ask for one day or a few.';
comment on column ops.missing_stories.day is 'The day of the story in Asia/Jakarta.';
comment on column ops.missing_stories.host is 'The host whose list named it.';
comment on column ops.missing_stories.url is 'Its address.';
comment on column ops.missing_stories.state is 'rejected, failed, unasked or left_out, as in ops.completeness.';
comment on column ops.missing_stories.reason is 'Why, in one word.';
comment on column ops.missing_stories.status is 'The HTTP status of the last visit; 0 for no answer.';
comment on column ops.missing_stories.tries is 'Visits that failed alike so far.';
comment on column ops.missing_stories.due_at is 'When it is due; null: never.';
