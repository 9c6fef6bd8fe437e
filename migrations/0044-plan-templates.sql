-- A trust's own template of a kind of plan. What it says is a version; a retired one is offered no more, and what was begun from it stays.
create table improve.template (
  trust_id uuid not null references organisation.directory,
  id uuid not null default uuidv7(),
  made_at timestamptz not null,
  primary key (trust_id, id)
);
call platform.tenant_table('improve.template', array['select', 'insert']);
create table improve.template_version (
  trust_id uuid not null,
  template_id uuid not null,
  version integer not null check (version > 0),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  retired boolean not null,
  set_by uuid,
  set_at timestamptz not null,
  primary key (trust_id, template_id, version),
  foreign key (trust_id, template_id) references improve.template,
  foreign key (trust_id, set_by) references organisation.person
);
call platform.tenant_table('improve.template_version', array['select', 'insert']);
