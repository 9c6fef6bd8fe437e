create schema diagnose;
grant usage on schema diagnose to eddystone_app, eddystone_keeper;
create table diagnose.judgement (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  edition_id uuid not null,
  indicator text not null,
  perspective text not null check (perspective in ('trust', 'self')),
  school_year text not null, half_term smallint not null,
  level text not null,
  can_share boolean not null default false,
  confidence text not null check (confidence in ('low', 'medium', 'high')),
  direction text not null check (direction in ('improving', 'steady', 'declining')),
  narrative text not null check (length(btrim(narrative)) > 0),
  judged_by uuid not null,
  role text not null,
  judged_at timestamptz not null,
  replaces uuid,
  primary key (trust_id, id),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, edition_id) references frameworks.edition,
  foreign key (trust_id, judged_by) references organisation.person,
  foreign key (trust_id, replaces) references diagnose.judgement,
  -- Two people cannot silently cross: a judgement is replaced once, and there is one first judgement.
  constraint one_successor unique nulls not distinct (trust_id, unit_id, edition_id, indicator, perspective, replaces)
);
create index on diagnose.judgement (trust_id, unit_id, indicator, judged_at desc);
call platform.tenant_table('diagnose.judgement', array['select', 'insert']);

create table diagnose.rests_on (
  trust_id uuid not null,
  judgement_id uuid not null,
  item_id uuid not null,
  stance text not null check (stance in ('supports', 'contradicts')),
  primary key (trust_id, judgement_id, item_id),
  foreign key (trust_id, judgement_id) references diagnose.judgement,
  foreign key (trust_id, item_id) references evidence.item
);
call platform.tenant_table('diagnose.rests_on', array['select', 'insert']);

create table diagnose.decision (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  meeting_id uuid not null,
  edition_id uuid not null,
  category text not null,
  recommended text,
  reason text,
  decided_on date not null,
  effective_from date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  saw jsonb not null,
  replaces uuid,
  primary key (trust_id, id),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, meeting_id) references organisation.meeting,
  foreign key (trust_id, edition_id) references frameworks.edition,
  foreign key (trust_id, recorded_by) references organisation.person,
  foreign key (trust_id, replaces) references diagnose.decision,
  constraint one_decision_follows unique nulls not distinct (trust_id, unit_id, replaces),
  check (category is not distinct from recommended or length(btrim(reason)) > 0)
);
call platform.tenant_table('diagnose.decision', array['select', 'insert']);
