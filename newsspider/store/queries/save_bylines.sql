-- Saves bylines that are not known, or that are normalised otherwise now. Known ones are not touched, so no writer
-- waits for another because of a name that both have.
insert into byline as known (outlet, stated, name, key, desk)
select given.outlet, given.stated, given.name, given.key, given.desk
from
    jsonb_to_recordset(%(bylines)s::jsonb) as given (
        outlet text, stated text, name text, key text, desk boolean
    )
where
    not exists (
        select from byline
        where byline.outlet = given.outlet
            and byline.stated = given.stated
            and (byline.name, byline.key, byline.desk) = (given.name, given.key, given.desk)
    )
order by given.outlet, given.stated
on conflict (outlet, stated) do update set name = excluded.name, key = excluded.key, desk = excluded.desk
