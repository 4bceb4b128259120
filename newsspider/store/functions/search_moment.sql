-- The moment by which a story is newer or older than others.
create or replace function search_moment(story article) returns timestamptz language sql immutable parallel safe as $$
    select coalesce(story.published_at, story.stored_at)
$$;
