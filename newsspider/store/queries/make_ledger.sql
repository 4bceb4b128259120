-- The ledger of the SQL files that were applied: migrations, functions, views and comments.
create table if not exists public.newsspider_migration (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
)
