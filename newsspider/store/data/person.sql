create or replace view data.person as
select outlet, person, desk, written, edited, spellings from ops.people;

comment on view data.person is 'People and desks that write and edit stories, one row for each of an outlet.';
comment on column data.person.outlet is 'Outlet.';
comment on column data.person.person is 'The name as most of its stories have it, without brand and role.';
comment on column data.person.desk is 'Whether it names a desk or the newsroom itself, such as Tim Redaksi.';
comment on column data.person.written is 'Stored stories whose authors name it, each once for a spelling.';
comment on column data.person.edited is 'Stored stories whose editors name it, each once for a spelling.';
comment on column data.person.spellings is 'The names as the pages have them, the most frequent first.';
