-- How each story was read: by a layout or by the generic reader, with which rules and which version of the program.

alter table article
add column reading text not null default 'exact',
add column rules_digest text,
add column program_version text,
add constraint article_reading_is_known check (reading in ('exact', 'generic'));
create index article_is_generic on article (page_id) where reading = 'generic';

alter table revision
add column layout text,
add column reading text,
add column rules_digest text,
add column program_version text;
