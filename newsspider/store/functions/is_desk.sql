-- Whether a byline names a desk or the newsroom itself, and no person.
create or replace function is_desk(stated text) returns boolean
language sql immutable parallel safe
return stated ~* '^\W*(tim|team|redaksi|redaktur|admin|desk|newsroom|sekretariat|litbang|advertorial|humas|the)\M'
    or stated ~* '\m(redaksi|newsroom|advertorial)\W*$'
    or stated ~* '^\W*([\w-]+\.)+(com|co\.id|id|net|co)\W*$';
