create extension if not exists btree_gist with schema public;
create schema organisation;
grant usage on schema organisation to eddystone_app, eddystone_keeper;

-- The site's list of trusts, needed before a tenant is known. Names only; written by the keeper.
create table organisation.directory (
  trust_id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,60}$'),
  name text not null,
  uid integer unique,
  fictional boolean not null default false
);
grant select on organisation.directory to eddystone_app;
grant select, insert, update, delete on organisation.directory to eddystone_keeper;

create table organisation.unit (
  trust_id uuid not null references organisation.directory,
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('trust', 'region', 'academy', 'board')),
  name text not null check (length(btrim(name)) between 1 and 200),
  primary key (trust_id, id),
  unique (trust_id, kind, name)
);
call platform.tenant_table('organisation.unit', array['select', 'insert', 'update']);

create table organisation.words (
  trust_id uuid primary key references organisation.directory,
  academy text not null default 'academy', academies text not null default 'academies',
  principal text not null default 'Principal', region text not null default 'region', board text not null default 'EOB',
  version integer not null default 1
);
call platform.tenant_table('organisation.words', array['select', 'insert', 'update']);

create table organisation.academy (
  trust_id uuid not null,
  unit_id uuid not null,
  urn integer not null check (urn between 100000 and 999999),
  phase text not null,
  low_age smallint, high_age smallint,
  town text, easting integer, northing integer, pupils integer,
  joined date,
  years_to_lighthouse smallint not null default 5,
  predecessors integer[] not null default '{}',
  primary key (trust_id, unit_id),
  unique (trust_id, urn),
  foreign key (trust_id, unit_id) references organisation.unit
);
call platform.tenant_table('organisation.academy', array['select', 'insert', 'update']);

create table organisation.placement (
  trust_id uuid not null,
  academy_id uuid not null,
  region_id uuid not null,
  held daterange not null check (not isempty(held)),
  primary key (trust_id, academy_id, held without overlaps),
  foreign key (trust_id, academy_id) references organisation.unit,
  foreign key (trust_id, region_id) references organisation.unit
);
call platform.tenant_table('organisation.placement', array['select', 'insert', 'update']);

create table organisation.person (
  trust_id uuid not null references organisation.directory,
  id uuid not null default uuidv7(),
  name text not null check (length(btrim(name)) between 1 and 200),
  email text check (email = lower(email)),
  account_id uuid,
  primary key (trust_id, id),
  unique (trust_id, email),
  unique (trust_id, account_id)
);
call platform.tenant_table('organisation.person', array['select', 'insert', 'update']);

create table organisation.role (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  kind text not null check (kind in ('managing-director', 'deputy-managing-director', 'national-director', 'regional-ceo', 'principal', 'sle', 'central-team', 'eob-member', 'trustee', 'administrator')),
  unit_id uuid not null,
  held tstzrange not null check (not isempty(held)),
  primary key (trust_id, id),
  foreign key (trust_id, person_id) references organisation.person,
  foreign key (trust_id, unit_id) references organisation.unit,
  constraint role_periods_do_not_overlap exclude using gist (trust_id with =, person_id with =, kind with =, unit_id with =, held with &&)
);
create index on organisation.role (trust_id, person_id);
call platform.tenant_table('organisation.role', array['select', 'insert', 'update']);

create table organisation.half_term (
  trust_id uuid not null,
  unit_id uuid not null,
  school_year text not null check (school_year ~ '^20\d\d/\d\d$'),
  number smallint not null check (number between 1 and 6),
  name text not null,
  dates daterange not null check (not isempty(dates)),
  primary key (trust_id, unit_id, school_year, number),
  foreign key (trust_id, unit_id) references organisation.unit,
  constraint half_terms_do_not_overlap exclude using gist (trust_id with =, unit_id with =, dates with &&)
);
call platform.tenant_table('organisation.half_term', array['select', 'insert', 'update', 'delete']);

create table organisation.meeting (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  body_id uuid not null,
  held_on date not null,
  primary key (trust_id, id),
  unique (trust_id, body_id, held_on),
  foreign key (trust_id, body_id) references organisation.unit
);
call platform.tenant_table('organisation.meeting', array['select', 'insert', 'update']);
-- A placement begun today may be corrected today; earlier ones only end.
grant delete on organisation.placement to eddystone_app;
