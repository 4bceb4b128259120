-- The schema for analysts, and what they ask of each story: how long it is, and in which language.

create schema data;

alter table article
    add column word_count integer not null generated always as (
        cardinality(array_remove(string_to_array(translate(body, e'\n\t\r', '   '), ' '), ''))
    ) stored,
    add column language text not null generated always as (
        (array['en', 'und', 'id'])[1 + width_bucket(
            (strpos(left(body, 2000), ' yang ') > 0)::integer + (strpos(left(body, 2000), ' dan ') > 0)::integer
            + (strpos(left(body, 2000), ' di ') > 0)::integer + (strpos(left(body, 2000), ' dari ') > 0)::integer
            + (strpos(left(body, 2000), ' untuk ') > 0)::integer + (strpos(left(body, 2000), ' dengan ') > 0)::integer
            + (strpos(left(body, 2000), ' pada ') > 0)::integer + (strpos(left(body, 2000), ' ini ') > 0)::integer
            + (strpos(left(body, 2000), ' itu ') > 0)::integer + (strpos(left(body, 2000), ' akan ') > 0)::integer
            + (strpos(left(body, 2000), ' tidak ') > 0)::integer + (strpos(left(body, 2000), ' dalam ') > 0)::integer
            - (strpos(left(body, 2000), ' the ') > 0)::integer - (strpos(left(body, 2000), ' of ') > 0)::integer
            - (strpos(left(body, 2000), ' and ') > 0)::integer - (strpos(left(body, 2000), ' to ') > 0)::integer
            - (strpos(left(body, 2000), ' is ') > 0)::integer - (strpos(left(body, 2000), ' was ') > 0)::integer
            - (strpos(left(body, 2000), ' for ') > 0)::integer - (strpos(left(body, 2000), ' with ') > 0)::integer
            - (strpos(left(body, 2000), ' that ') > 0)::integer - (strpos(left(body, 2000), ' by ') > 0)::integer
            - (strpos(left(body, 2000), ' from ') > 0)::integer - (strpos(left(body, 2000), ' are ') > 0)::integer,
            array[-1, 2]
        )]
    ) stored,
    add constraint article_language_is_known check (language in ('id', 'en', 'und'));
