-- The name of a person without what a newsroom writes around it: the brand ("Tribunnews.com/Ani"), the role, the city
-- of a contributor. Names all in capitals or all in small letters are written like names. A desk ("Tim Redaksi") keeps
-- its words.
create or replace function person_name(stated text) returns text
language sql immutable parallel safe
return (
    with bare as (
        select btrim(regexp_replace(
            regexp_replace(
                regexp_replace(left(stated, 200), '\s+', ' ', 'g'),
                '^\W*([^/]{1,40}\.(com|co\.id|id|net|co)\s*/\s*)?((kontributor|koresponden) [^,:/]{2,40}[,:/]\s*)?'
                || '((penulis|reporter|kontributor|koresponden|wartawan|jurnalis|pewarta|laporan|editor|redaktur|penyunting|oleh|by)'
                || '(\s*[:/-]\s*|\s+))?',
                '', 'i'
            ),
            '\s*([/|(-]\s*([\w-]{1,40}\.)+(com|co\.id|id|net|co)\)?|,?\s*\((penulis|reporter|kontributor|editor)\))\s*$',
            '', 'i'
        ), ' .,:;/|-*') as name
    )

    select case
        when bare.name = '' then btrim(left(stated, 200))
        when bare.name in (upper(bare.name), lower(bare.name)) and bare.name ~ '[[:alpha:]]{2}' then initcap(bare.name)
        else bare.name
    end
    from bare
);
