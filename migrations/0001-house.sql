-- What every slice stands on: the tenant setting, the audit chain, sign-in, idempotency.
create schema platform;
create schema audit;
create schema sign_in;
grant usage on schema platform, audit to eddystone_app, eddystone_keeper, eddystone_importer;
grant usage on schema sign_in to eddystone_sign_in, eddystone_keeper;

-- The tenant of this transaction; null when none is set, so that nothing is seen.
create function platform.tenant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('eddystone.trust', true), '')::uuid $$;
grant execute on function platform.tenant() to public;

-- Every tenant table calls this once: row-level security enabled, forced, and one policy for each command.
create procedure platform.tenant_table(tenant_table regclass, commands text[] default array['select', 'insert', 'update', 'delete'])
language plpgsql as $$
declare command text;
begin
  execute format('alter table %s enable row level security, force row level security', tenant_table);
  execute format('create policy tenant_select on %s for select using (trust_id = (select platform.tenant()))', tenant_table);
  execute format('create policy tenant_insert on %s for insert with check (trust_id = (select platform.tenant()))', tenant_table);
  execute format('create policy tenant_update on %s for update using (trust_id = (select platform.tenant())) with check (trust_id = (select platform.tenant()))', tenant_table);
  execute format('create policy tenant_delete on %s for delete using (trust_id = (select platform.tenant()))', tenant_table);
  foreach command in array commands loop
    execute format('grant %s on %s to eddystone_app', command, tenant_table);
  end loop;
  execute format('grant select, insert, update, delete on %s to eddystone_keeper', tenant_table);
end $$;

create table audit.event (
  trust_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor uuid,
  kind text not null,
  detail jsonb not null,
  previous bytea not null,
  hash bytea not null,
  primary key (trust_id, seq)
);
create table audit.head (trust_id uuid primary key, seq bigint not null, hash bytea not null);
call platform.tenant_table('audit.event', array['select', 'insert']);
call platform.tenant_table('audit.head', array['select', 'insert', 'update']);

create table sign_in.account (
  id uuid primary key default uuidv7(),
  email text not null check (email = lower(email) and email like '%_@_%'),
  name text not null,
  password_hash text not null,
  site_operator boolean not null default false,
  ended_at timestamptz,
  unique (email)
);
create table sign_in.session (
  token_hash bytea primary key,
  account_id uuid not null references sign_in.account,
  form_token text not null,
  begun_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null
);
create index on sign_in.session (account_id);
create table sign_in.attempt (key text not null, at timestamptz not null default clock_timestamp());
create index on sign_in.attempt (key, at);
grant select, insert, update, delete on all tables in schema sign_in to eddystone_sign_in;
grant select, insert, update, delete on all tables in schema sign_in to eddystone_keeper;
