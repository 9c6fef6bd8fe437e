-- Second factors, passkeys, identities at other providers, and which roles a trust asks a second factor of.

-- An account that came by an invitation and an identity has no password until its owner sets one by a reset link.
alter table sign_in.account alter column password_hash drop not null;

-- With how many factors a session was opened, and when they were last given.
alter table sign_in.session
  add column factors smallint not null default 1 check (factors in (1, 2)),
  add column proven_at timestamptz not null default now();

-- The secret of the codes from an app, sealed with a key that is not in the database; it counts once a code has confirmed it.
-- The step of the last code accepted is kept, so that each code opens once.
create table sign_in.totp (
  account_id uuid primary key references sign_in.account,
  sealed bytea not null,
  made_at timestamptz not null default now(),
  confirmed_at timestamptz,
  last_step bigint not null default 0
);
create table sign_in.recovery_code (
  account_id uuid not null references sign_in.account,
  hash bytea not null check (length(hash) = 32),
  used_at timestamptz,
  primary key (account_id, hash)
);
create table sign_in.passkey (
  id uuid primary key default uuidv7(),
  account_id uuid not null references sign_in.account,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null check (length(btrim(name)) between 1 and 60),
  made_at timestamptz not null default now(),
  used_at timestamptz
);
create index on sign_in.passkey (account_id);

-- Who somebody is elsewhere: an issuer and its subject, never an address.
create table sign_in.identity (
  id uuid primary key default uuidv7(),
  account_id uuid not null references sign_in.account,
  issuer text not null,
  subject text not null,
  provider text not null,
  two_factors boolean not null default false,
  linked_at timestamptz not null default now(),
  used_at timestamptz,
  unique (issuer, subject)
);
create index on sign_in.identity (account_id);

-- Between the password and the second factor: opens nothing but the question for it.
create table sign_in.half_session (
  token_hash bytea primary key,
  account_id uuid not null references sign_in.account,
  browser text not null default '' check (length(browser) <= 60),
  ends_at timestamptz not null
);
create index on sign_in.half_session (account_id);

-- What a passkey is asked to sign, by its hash, once. Without an account it is a signing in; with one, a new passkey of its own.
create table sign_in.challenge (
  hash bytea primary key,
  account_id uuid references sign_in.account,
  ends_at timestamptz not null
);
-- One browser's way to a provider and back, by the hash of its cookie, once; sealed with that cookie, so that it is only the browser's to open.
create table sign_in.way (
  token_hash bytea primary key,
  sealed bytea not null,
  ends_at timestamptz not null
);
grant select, insert, update, delete on sign_in.totp, sign_in.recovery_code, sign_in.passkey, sign_in.identity, sign_in.half_session,
  sign_in.challenge, sign_in.way to eddystone_sign_in, eddystone_keeper;

-- An invitation accepted with an identity: the new account, its person and its identity in one transaction. An identity that is somebody's already breaks the key, and everything with it.
create function platform.accept_invitation_with_identity(token bytea, instant timestamptz, issuer text, subject text, provider text, two_factors boolean) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare joined uuid;
begin
  joined := platform.accept_invitation(token, instant, null, null);
  if joined is null then return null; end if;
  insert into sign_in.identity (account_id, issuer, subject, provider, two_factors)
  values (joined, accept_invitation_with_identity.issuer, accept_invitation_with_identity.subject, accept_invitation_with_identity.provider, accept_invitation_with_identity.two_factors);
  return joined;
end $$;
revoke execute on function platform.accept_invitation_with_identity(bytea, timestamptz, text, text, text, boolean) from public;
grant execute on function platform.accept_invitation_with_identity(bytea, timestamptz, text, text, text, boolean) to eddystone_app;

-- Which roles a trust asks a second factor of.
create table organisation.sign_in_rule (
  trust_id uuid primary key references organisation.directory,
  second_factor_for text[] not null default '{}',
  version integer not null default 1
);
call platform.tenant_table('organisation.sign_in_rule', array['select', 'insert', 'update']);

-- When a person's roles were last given or ended, by whatever act: a session with two factors is asked for them again after it.
alter table organisation.person add column roles_changed_at timestamptz;
create function organisation.note_role_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- What a restore brings back was noted when it was done.
  if current_setting('eddystone.restoring', true) = 'yes' then return null; end if;
  update organisation.person p set roles_changed_at = clock_timestamp()
  where (p.trust_id, p.id) in (select changed.trust_id, changed.person_id from changed);
  return null;
end $$;
create trigger role_given after insert on organisation.role referencing new table as changed
  for each statement execute function organisation.note_role_change();
create trigger role_ended after update on organisation.role referencing new table as changed
  for each statement execute function organisation.note_role_change();
create trigger role_withdrawn after delete on organisation.role referencing old table as changed
  for each statement execute function organisation.note_role_change();
