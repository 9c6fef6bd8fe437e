-- The strengths audit: what each academy offers others, and the specialisms and satellites that were awarded.
create schema strengths;
grant usage on schema strengths to eddystone_app, eddystone_keeper;

-- Each change is a version of its own; the last one stands.
create table strengths.offer (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  version integer not null check (version > 0),
  unit_id uuid not null,
  judgement_id uuid not null,
  subject text,
  phase text not null check (phase in ('early-years', 'primary', 'secondary', 'post-16', 'all')),
  person_id uuid,
  says text not null check (length(btrim(says)) between 1 and 500),
  offered_from date not null,
  offered_until date check (offered_until >= offered_from),
  withdrawn text check (length(btrim(withdrawn)) between 1 and 500),
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (trust_id, id, version),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, judgement_id) references diagnose.judgement,
  foreign key (trust_id, person_id) references organisation.person,
  foreign key (trust_id, set_by) references organisation.person
);
create index on strengths.offer (trust_id, unit_id);
call platform.tenant_table('strengths.offer', array['select', 'insert']);

create table strengths.specialism (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  kind text not null check (kind in ('specialism', 'satellite')),
  subject text,
  lineage uuid,
  reach text not null check (reach in ('trust', 'region')),
  primary key (trust_id, id),
  foreign key (trust_id, unit_id) references organisation.unit,
  check (num_nonnulls(subject, lineage) > 0),
  -- Awarded again after it was withdrawn, it is the same one with one more step.
  constraint one_in_each unique nulls not distinct (trust_id, unit_id, kind, subject, lineage)
);
call platform.tenant_table('strengths.specialism', array['select', 'insert']);

-- Awarded, renewed and withdrawn, in turn: the last one stands, and each is made once.
create table strengths.step (
  trust_id uuid not null,
  specialism_id uuid not null,
  number smallint not null check (number > 0),
  kind text not null check (kind in ('awarded', 'renewed', 'withdrawn')),
  decided_on date not null,
  meeting_id uuid,
  decided_by uuid not null,
  role text not null,
  recorded_at timestamptz not null,
  review_by date,
  reason text check (length(btrim(reason)) between 1 and 1000),
  primary key (trust_id, specialism_id, number),
  foreign key (trust_id, specialism_id) references strengths.specialism,
  foreign key (trust_id, meeting_id) references organisation.meeting,
  foreign key (trust_id, decided_by) references organisation.person,
  check ((kind = 'withdrawn') = (reason is not null)),
  check ((kind = 'withdrawn') = (review_by is null))
);
call platform.tenant_table('strengths.step', array['select', 'insert']);

create table strengths.test (
  trust_id uuid not null,
  specialism_id uuid not null,
  number smallint not null,
  test text not null check (test in ('strength', 'support', 'cpd', 'success')),
  says text not null check (length(btrim(says)) between 1 and 1000),
  primary key (trust_id, specialism_id, number, test),
  foreign key (trust_id, specialism_id, number) references strengths.step
);
call platform.tenant_table('strengths.test', array['select', 'insert']);
create table strengths.test_rests_on (
  trust_id uuid not null,
  specialism_id uuid not null,
  number smallint not null,
  test text not null,
  item_id uuid not null,
  primary key (trust_id, specialism_id, number, test, item_id),
  foreign key (trust_id, specialism_id, number, test) references strengths.test,
  foreign key (trust_id, item_id) references evidence.item
);
create index on strengths.test_rests_on (trust_id, item_id);
call platform.tenant_table('strengths.test_rests_on', array['select', 'insert']);
