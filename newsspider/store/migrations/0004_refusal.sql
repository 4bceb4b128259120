-- A host that refuses us rests, and the runs of that time say why.
alter table host add column refused_at timestamptz;
