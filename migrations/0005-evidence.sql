create schema evidence;
grant usage on schema evidence to eddystone_app, eddystone_keeper;
create table evidence.item (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  kind text not null check (kind in ('file', 'link', 'note')),
  title text not null check (length(btrim(title)) between 1 and 300),
  text text, url text, dated date not null,
  sensitivity text not null check (sensitivity in ('ordinary', 'restricted')),
  media_type text, bytes integer check (bytes <= 26214400),
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (trust_id, id),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, added_by) references organisation.person,
  check ((kind = 'note' and text is not null) or (kind = 'link' and url is not null) or (kind = 'file' and bytes is not null))
);
call platform.tenant_table('evidence.item', array['select', 'insert']);
create table evidence.chunk (
  trust_id uuid not null,
  item_id uuid not null,
  number integer not null,
  bytes bytea not null,
  primary key (trust_id, item_id, number),
  foreign key (trust_id, item_id) references evidence.item
);
call platform.tenant_table('evidence.chunk', array['select', 'insert']);
