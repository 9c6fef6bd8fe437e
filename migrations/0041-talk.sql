-- What is said about a part of a plan by those who write it and those who answer for it. Nothing said is changed afterwards.
create table improve.comment (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  part_id uuid not null,
  text text not null check (length(btrim(text)) between 1 and 4000),
  written_by uuid,
  written_at timestamptz not null,
  primary key (trust_id, id),
  foreign key (trust_id, part_id) references improve.part (trust_id, id),
  foreign key (trust_id, written_by) references organisation.person
);
create index on improve.comment (trust_id, part_id);
call platform.tenant_table('improve.comment', array['select', 'insert']);
create table improve.comment_resolved (
  trust_id uuid not null,
  comment_id uuid not null,
  resolved_by uuid,
  resolved_at timestamptz not null,
  primary key (trust_id, comment_id),
  foreign key (trust_id, comment_id) references improve.comment,
  foreign key (trust_id, resolved_by) references organisation.person
);
call platform.tenant_table('improve.comment_resolved', array['select', 'insert']);

-- Another text for one field of a part, beside what it said when that was suggested.
create table improve.suggestion (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  part_id uuid not null,
  field text not null check (field in ('title', 'why', 'how', 'withWhom', 'adds', 'outcome')),
  was text not null check (length(was) <= 8000),
  text text not null check (length(text) <= 8000 and text <> was),
  because text not null check (length(because) <= 1000),
  made_by uuid,
  made_at timestamptz not null,
  primary key (trust_id, id),
  foreign key (trust_id, part_id) references improve.part (trust_id, id),
  foreign key (trust_id, made_by) references organisation.person
);
create index on improve.suggestion (trust_id, part_id);
call platform.tenant_table('improve.suggestion', array['select', 'insert']);
-- Answered once: taken over as a version of the part, or declined with a reason.
create table improve.suggestion_answer (
  trust_id uuid not null,
  suggestion_id uuid not null,
  verdict text not null check (verdict in ('accepted', 'declined')),
  because text not null check (length(because) <= 1000 and (verdict = 'accepted' or length(btrim(because)) > 0)),
  answered_by uuid,
  answered_at timestamptz not null,
  primary key (trust_id, suggestion_id),
  foreign key (trust_id, suggestion_id) references improve.suggestion,
  foreign key (trust_id, answered_by) references organisation.person
);
call platform.tenant_table('improve.suggestion_answer', array['select', 'insert']);
