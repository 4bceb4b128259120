-- A story that has got a new address keeps its row and its revisions, unless another row has that address.
with renamed as (
    update article set url = told.story, page_id = story.id
    from jsonb_to_recordset(%(aliases)s::jsonb) as told (url text, story text)
    inner join page as visited on visited.url = told.url
    inner join page as story on story.url = told.story
    where article.page_id = visited.id
        and told.url <> told.story
        and not exists (
            select 1 from article as other where other.url = told.story or other.page_id = story.id
        )
    returning visited.id as old_id, story.id as new_id
)

update revision set page_id = renamed.new_id from renamed where revision.page_id = renamed.old_id
