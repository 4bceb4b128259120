-- A migration that is applied in this transaction.
insert into public.newsspider_migration (name, checksum) values (%(name)s, %(checksum)s)
