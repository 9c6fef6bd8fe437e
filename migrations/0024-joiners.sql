-- What a trust asks of an academy that joins it: a diagnosis by one framework, within so many days.
create table diagnose.joining (
  trust_id uuid not null primary key,
  framework text not null,
  days int not null check (days between 1 and 400),
  version int not null default 1,
  set_by uuid not null,
  set_at timestamptz not null,
  foreign key (trust_id, set_by) references organisation.person
);
call platform.tenant_table('diagnose.joining', array['select', 'insert', 'update']);
