-- Texts of stories, by their numbers.
select page_id, body from article where page_id = any(%(stories)s)
