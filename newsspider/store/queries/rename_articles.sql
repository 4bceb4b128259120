-- Moves a story with a new address to that address, with its revisions and captures, unless another story has it.
with renamed as (
    update article set url = target.url, page_id = target.id
    from jsonb_to_recordset(%(aliases)s::jsonb) as given (url text, story text)
    inner join page as visited on visited.url = given.url
    inner join page as story on story.url = given.story
    inner join page as target on target.id = coalesce(story.alias_of, story.id)
    where article.page_id = visited.id
        and target.id <> visited.id
        and not exists (
            select 1 from article as other where other.url = target.url or other.page_id = target.id
        )
    returning visited.id as old_id, target.id as new_id
),

captured as (
    update capture set page_id = renamed.new_id from renamed where capture.page_id = renamed.old_id
)

update revision set page_id = renamed.new_id from renamed where revision.page_id = renamed.old_id
