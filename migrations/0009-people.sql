-- People's own rows, invitations, reset links, and sign-in's part of the site's audit chain.

-- A person's name and e-mail are edited by version: two editors cannot silently cross.
alter table organisation.person add column version integer not null default 1;

-- A role not yet begun may be withdrawn; one begun only ends. The audit chain keeps that it was given.
grant delete on organisation.role to eddystone_app;

-- An EOB member sits on a board: what was held on the trust moves to its first board. Row-level security holds for the owner too, so trust by trust.
do $$
declare trust uuid;
begin
  for trust in select trust_id from organisation.directory loop
    perform set_config('eddystone.trust', trust::text, true);
    update organisation.role r set unit_id = b.id
    from (select id from organisation.unit where kind = 'board' order by id limit 1) b, organisation.unit held_on
    where r.kind = 'eob-member' and held_on.trust_id = r.trust_id and held_on.id = r.unit_id and held_on.kind = 'trust'
      and not exists (
        select from organisation.role o where o.person_id = r.person_id and o.kind = r.kind and o.unit_id = b.id and o.held && r.held);
  end loop;
  perform set_config('eddystone.trust', '', true);
end $$;

-- An invitation is for one person of one trust at one address; only the hash of its token is kept.
create table organisation.invitation (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  email text not null,
  token_hash bytea not null,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at),
  withdrawn_at timestamptz,
  used_at timestamptz,
  primary key (trust_id, id),
  unique (trust_id, token_hash),
  check (withdrawn_at is null or used_at is null),
  foreign key (trust_id, person_id) references organisation.person
);
create unique index invitation_one_open on organisation.invitation (trust_id, person_id) where withdrawn_at is null and used_at is null;
create index on organisation.invitation (trust_id, person_id, made_at);
call platform.tenant_table('organisation.invitation', array['select', 'insert', 'update']);

-- The one place where a trust's transaction reaches accounts: with an open invitation of its own tenant in hand it opens the account (or
-- takes the signed-in one of the same address), joins it to the person and uses the invitation up. One transaction: all of it, or nothing.
create function platform.accept_invitation(token bytea, instant timestamptz, password_hash text, signed_in_as uuid) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  invited record;
  joined uuid;
begin
  perform from organisation.person p join organisation.invitation i on i.trust_id = p.trust_id and i.person_id = p.id
    where i.token_hash = token for update of p;
  select i.trust_id, i.id, i.person_id, i.email, p.name into invited
  from organisation.invitation i join organisation.person p on p.trust_id = i.trust_id and p.id = i.person_id
  where i.token_hash = token and i.withdrawn_at is null and i.used_at is null and i.expires_at > instant and i.email = p.email and p.account_id is null
  for update of i;
  if not found then return null; end if;
  if signed_in_as is null then
    -- An address that has an account is never joined by being equal: its owner signs in with it.
    insert into sign_in.account (email, name, password_hash) values (invited.email, invited.name, accept_invitation.password_hash)
    on conflict (email) do nothing returning id into joined;
  else
    select a.id into joined from sign_in.account a where a.id = signed_in_as and a.email = invited.email and a.ended_at is null for update;
  end if;
  if joined is null then return null; end if;
  update organisation.person p set account_id = joined where p.trust_id = invited.trust_id and p.id = invited.person_id;
  update organisation.invitation i set used_at = instant where i.trust_id = invited.trust_id and i.id = invited.id;
  return joined;
end $$;
revoke execute on function platform.accept_invitation(bytea, timestamptz, text, uuid) from public;
grant execute on function platform.accept_invitation(bytea, timestamptz, text, uuid) to eddystone_app;

-- Sessions are named, so that their owner can list and end them; ended ones are kept a while, for the day of last use.
alter table sign_in.session add column id uuid not null default uuidv7(), add column browser text not null default '' check (length(browser) <= 60);
create unique index on sign_in.session (id);

-- A reset link, by the hash of its token: made in a trust by its administrator, or by the site operator in none.
create table sign_in.reset (
  id uuid primary key default uuidv7(),
  token_hash bytea not null unique,
  account_id uuid not null references sign_in.account,
  made_in uuid,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  used_at timestamptz,
  check (withdrawn_at is null or used_at is null)
);
create unique index reset_one_open on sign_in.reset (account_id) where withdrawn_at is null and used_at is null;
grant select, insert, update, delete on sign_in.reset to eddystone_sign_in, eddystone_keeper;

-- Sign-in writes what happened into the site's own chain, whose id is nil, and into no trust's.
grant usage on schema audit to eddystone_sign_in;
grant select, insert on audit.event to eddystone_sign_in;
grant select, insert, update on audit.head to eddystone_sign_in;
create policy sign_in_site_chain on audit.event as restrictive to eddystone_sign_in
  using (trust_id = '00000000-0000-0000-0000-000000000000') with check (trust_id = '00000000-0000-0000-0000-000000000000');
create policy sign_in_site_chain on audit.head as restrictive to eddystone_sign_in
  using (trust_id = '00000000-0000-0000-0000-000000000000') with check (trust_id = '00000000-0000-0000-0000-000000000000');
