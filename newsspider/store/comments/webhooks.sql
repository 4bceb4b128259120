-- Comments on the tables: webhooks.

comment on table webhook is 'Webhooks: receivers of new stories, one row each.';
comment on column webhook.name is 'Name of the webhook.';
comment on column webhook.filters is 'Filters of its stories: outlet, host, section and search, as a JSON object.';
comment on column webhook.since is 'It gets the stories that were stored since then.';
comment on column webhook.declared_at is 'When a process last read it from its file.';
comment on column webhook.seen_to is 'New stories were looked for up to then.';
comment on column webhook.failures is 'Deliveries in a row that failed.';
comment on column webhook.failing_since is 'Since when no delivery has succeeded; null: the last one did.';
comment on column webhook.next_try_at is 'Nothing is sent before then.';
comment on column webhook.error is 'What the last delivery that failed found; empty: the last one succeeded.';
comment on column webhook.delivered is 'Stories that it has taken.';
comment on column webhook.delivered_at is 'When it took one last.';
comment on column webhook.given_up is 'Stories of its last outage that were given up: they are not sent again.';
comment on column webhook.given_up_at is 'When stories were given up last.';

comment on table webhook_story is 'Stories for a webhook: those that wait, and those that do not for two days before its last look.';
comment on column webhook_story.page_id is 'Number of the story.';
comment on column webhook_story.webhook is 'Name of the webhook.';
comment on column webhook_story.queued_at is 'When the story was found to be new.';
comment on column webhook_story.tries is 'Deliveries that failed.';
comment on column webhook_story.tried_at is 'When the first of them did.';
comment on column webhook_story.delivered_at is 'When the webhook took it; null: not yet.';
comment on column webhook_story.given_up_at is 'When it was given up.';
