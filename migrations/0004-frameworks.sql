create schema frameworks;
grant usage on schema frameworks to eddystone_app, eddystone_keeper;
create table frameworks.framework (
  trust_id uuid not null references organisation.directory,
  id uuid not null default uuidv7(),
  name text not null,
  primary key (trust_id, id),
  unique (trust_id, name)
);
call platform.tenant_table('frameworks.framework', array['select', 'insert']);
create table frameworks.edition (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  framework_id uuid not null,
  number integer not null check (number > 0),
  content jsonb not null,
  in_use_from date,
  closed_on date check (closed_on > in_use_from),
  primary key (trust_id, id),
  unique (trust_id, framework_id, number),
  foreign key (trust_id, framework_id) references frameworks.framework
);
call platform.tenant_table('frameworks.edition', array['select', 'insert', 'update']);
create function frameworks.refuse_change_in_use() returns trigger language plpgsql as $$
begin
  if old.in_use_from is not null and (new.content is distinct from old.content or new.in_use_from is distinct from old.in_use_from or new.number <> old.number)
  then raise exception 'an edition in use never changes' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger an_edition_in_use_never_changes before update on frameworks.edition for each row execute function frameworks.refuse_change_in_use();
