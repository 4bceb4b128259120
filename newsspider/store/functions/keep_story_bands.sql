-- Keeps the bands of a story's sketch as rows, in which they are looked up. The rows come, change and go with the
-- sketch. They are found by their whole keys: a foreign key would need an index of its own.
create or replace function keep_story_bands() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        delete from story_band
        using unnest(old.bands) as held (band)
        where story_band.band = held.band
            and story_band.day = (old.at at time zone 'Asia/Jakarta')::date
            and story_band.page_id = old.page_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into story_band (band, day, page_id)
        select distinct held.band, (new.at at time zone 'Asia/Jakarta')::date, new.page_id
        from unnest(new.bands) as held (band);
    end if;
    return null;
end
$$;

create or replace trigger story_cluster_keeps_bands
after insert or delete or update of page_id, at, bands on story_cluster
for each row execute function keep_story_bands();
