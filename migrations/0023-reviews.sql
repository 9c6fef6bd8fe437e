-- Reviews: a framework applied to a unit by several people over some days. What they agree becomes judgements.
-- What peers and outsiders judged stands beside the trust's view, and never on the board.
alter table diagnose.judgement
  drop constraint judgement_perspective_check,
  add constraint judgement_perspective_check check (perspective in ('trust', 'self', 'peer', 'external')),
  add column review_id uuid;

create table diagnose.campaign (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  edition_id uuid not null,
  kind text not null check (kind in ('self-evaluation', 'trust-monitoring', 'peer-review', 'external-review')),
  title text not null check (length(btrim(title)) between 1 and 200),
  due date not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  primary key (trust_id, id),
  foreign key (trust_id, edition_id) references frameworks.edition,
  foreign key (trust_id, opened_by) references organisation.person
);
call platform.tenant_table('diagnose.campaign', array['select', 'insert']);

create table diagnose.review (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  edition_id uuid not null,
  kind text not null check (kind in ('self-evaluation', 'trust-monitoring', 'peer-review', 'external-review', 'moderation')),
  -- What of the unit it looks at, where the framework leaves that open: a subject, a phase.
  about text not null default '' check (length(about) <= 200),
  state text not null default 'planned' check (state in ('planned', 'gathering', 'draft', 'sent', 'answered', 'moderated', 'agreed', 'closed')),
  version int not null default 1,
  -- How often it was sent to the other side; its answers belong to one sending.
  sendings int not null default 0,
  due date,
  reply_by date,
  lead_id uuid not null,
  moderator_id uuid,
  campaign_id uuid,
  begun_from uuid,
  planned_by uuid not null,
  planned_at timestamptz not null,
  primary key (trust_id, id),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, edition_id) references frameworks.edition,
  foreign key (trust_id, lead_id) references organisation.person,
  foreign key (trust_id, moderator_id) references organisation.person,
  foreign key (trust_id, campaign_id) references diagnose.campaign,
  foreign key (trust_id, begun_from) references diagnose.review,
  foreign key (trust_id, planned_by) references organisation.person,
  constraint asked_once_in_a_campaign unique (trust_id, campaign_id, unit_id)
);
create index on diagnose.review (trust_id, unit_id, planned_at desc);
create index on diagnose.review (trust_id, lead_id);
create index on diagnose.review (trust_id, planned_at desc, id desc);
call platform.tenant_table('diagnose.review', array['select', 'insert', 'update']);
alter table diagnose.judgement add foreign key (trust_id, review_id) references diagnose.review;
create index on diagnose.judgement (trust_id, review_id) where review_id is not null;

create table diagnose.review_step (
  trust_id uuid not null,
  review_id uuid not null,
  -- The version of the review that the step made.
  version int not null,
  from_state text not null,
  to_state text not null,
  taken_by uuid not null,
  as_part text not null check (as_part in ('lead', 'reviewer', 'moderator', 'academy', 'quality')),
  taken_at timestamptz not null,
  reason text,
  reply_by date,
  primary key (trust_id, review_id, version),
  foreign key (trust_id, review_id) references diagnose.review,
  foreign key (trust_id, taken_by) references organisation.person
);
call platform.tenant_table('diagnose.review_step', array['select', 'insert']);

create table diagnose.review_row (
  trust_id uuid not null,
  review_id uuid not null,
  indicator text not null,
  status text not null default 'to-do' check (status in ('to-do', 'in-progress', 'done')),
  level text,
  can_share boolean not null default false,
  confidence text check (confidence in ('low', 'medium', 'high')),
  direction text check (direction in ('improving', 'steady', 'declining')),
  narrative text not null default '',
  helps text not null default '',
  hinders text not null default '',
  to_do text not null default '',
  -- The level of the review this one began from, in that edition's words.
  last_level text,
  version int not null default 0,
  written_by uuid,
  written_as text,
  written_at timestamptz,
  -- What the other side was sent last, however the row has been changed since.
  sent jsonb,
  primary key (trust_id, review_id, indicator),
  foreign key (trust_id, review_id) references diagnose.review,
  foreign key (trust_id, written_by) references organisation.person,
  check (status <> 'done' or level is not null and confidence is not null and direction is not null and length(btrim(narrative)) > 0)
) with (fillfactor = 70);
call platform.tenant_table('diagnose.review_row', array['select', 'insert', 'update']);

create table diagnose.review_reviewer (
  trust_id uuid not null,
  review_id uuid not null,
  indicator text not null,
  person_id uuid not null,
  primary key (trust_id, review_id, indicator, person_id),
  foreign key (trust_id, review_id, indicator) references diagnose.review_row,
  foreign key (trust_id, person_id) references organisation.person
);
create index on diagnose.review_reviewer (trust_id, person_id);
call platform.tenant_table('diagnose.review_reviewer', array['select', 'insert', 'delete']);

create table diagnose.review_rests_on (
  trust_id uuid not null,
  review_id uuid not null,
  indicator text not null,
  item_id uuid not null,
  stance text not null check (stance in ('supports', 'contradicts')),
  primary key (trust_id, review_id, indicator, item_id),
  foreign key (trust_id, review_id, indicator) references diagnose.review_row,
  foreign key (trust_id, item_id) references evidence.item
);
create index on diagnose.review_rests_on (trust_id, item_id);
call platform.tenant_table('diagnose.review_rests_on', array['select', 'insert', 'delete']);

create table diagnose.review_reply (
  trust_id uuid not null,
  review_id uuid not null,
  sending int not null,
  indicator text not null,
  accurate boolean not null,
  because text not null default '',
  version int not null default 1,
  replied_by uuid not null,
  replied_at timestamptz not null,
  primary key (trust_id, review_id, sending, indicator),
  foreign key (trust_id, review_id, indicator) references diagnose.review_row,
  foreign key (trust_id, replied_by) references organisation.person,
  check (accurate or length(btrim(because)) > 0)
);
call platform.tenant_table('diagnose.review_reply', array['select', 'insert', 'update']);

-- Two people's views of one indicator, each given without seeing the other's, and never changed afterwards.
create table diagnose.blind (
  trust_id uuid not null,
  review_id uuid not null,
  indicator text not null,
  judge_id uuid not null,
  level text not null,
  because text not null check (length(btrim(because)) > 0),
  given_at timestamptz not null,
  school_year text not null,
  primary key (trust_id, review_id, indicator, judge_id),
  foreign key (trust_id, review_id, indicator) references diagnose.review_row,
  foreign key (trust_id, judge_id) references organisation.person
);
call platform.tenant_table('diagnose.blind', array['select', 'insert']);

create table diagnose.finding (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  review_id uuid not null,
  indicator text not null,
  kind text not null check (kind in ('strength', 'improvement', 'concern')),
  severity text check (severity in ('low', 'medium', 'high')),
  text text not null check (length(btrim(text)) > 0),
  owner_id uuid,
  raised_by uuid not null,
  raised_at timestamptz not null,
  primary key (trust_id, id),
  foreign key (trust_id, review_id, indicator) references diagnose.review_row,
  foreign key (trust_id, owner_id) references organisation.person,
  foreign key (trust_id, raised_by) references organisation.person,
  check ((kind = 'strength') = (severity is null))
);
create index on diagnose.finding (trust_id, review_id);
call platform.tenant_table('diagnose.finding', array['select', 'insert']);

-- What is done about a finding, and by whom; others may be added, none is taken away.
create table diagnose.finding_answer (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  finding_id uuid not null,
  text text not null check (length(btrim(text)) > 0),
  owner_id uuid not null,
  due date,
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (trust_id, id),
  foreign key (trust_id, finding_id) references diagnose.finding,
  foreign key (trust_id, owner_id) references organisation.person,
  foreign key (trust_id, added_by) references organisation.person
);
create index on diagnose.finding_answer (trust_id, finding_id);
call platform.tenant_table('diagnose.finding_answer', array['select', 'insert']);

create table diagnose.finding_check (
  trust_id uuid not null,
  finding_id uuid not null,
  checked_on date not null,
  seen text not null check (length(btrim(seen)) > 0),
  checked_by uuid not null,
  recorded_at timestamptz not null,
  primary key (trust_id, finding_id),
  foreign key (trust_id, finding_id) references diagnose.finding,
  foreign key (trust_id, checked_by) references organisation.person
);
call platform.tenant_table('diagnose.finding_check', array['select', 'insert']);
create table diagnose.finding_check_rests_on (
  trust_id uuid not null,
  finding_id uuid not null,
  item_id uuid not null,
  primary key (trust_id, finding_id, item_id),
  foreign key (trust_id, finding_id) references diagnose.finding_check,
  foreign key (trust_id, item_id) references evidence.item
);
call platform.tenant_table('diagnose.finding_check_rests_on', array['select', 'insert']);

create table diagnose.finding_escalation (
  trust_id uuid not null,
  finding_id uuid not null,
  to_whom text not null check (length(btrim(to_whom)) > 0),
  steps text[] not null check (cardinality(steps) > 0),
  escalated_by uuid not null,
  escalated_on date not null,
  recorded_at timestamptz not null,
  primary key (trust_id, finding_id),
  foreign key (trust_id, finding_id) references diagnose.finding,
  foreign key (trust_id, escalated_by) references organisation.person
);
call platform.tenant_table('diagnose.finding_escalation', array['select', 'insert']);

-- A closed review stays as it was agreed, for ever, whoever writes.
create function diagnose.refuse_change_of_closed() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'review' then
    if old.state = 'closed' then raise exception 'a closed review never changes' using errcode = 'integrity_constraint_violation'; end if;
  elsif (select state from diagnose.review r where r.trust_id = old.trust_id and r.id = old.review_id) = 'closed' then
    raise exception 'a closed review never changes' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger closed_for_ever before update on diagnose.review for each row execute function diagnose.refuse_change_of_closed();
create trigger closed_for_ever before update on diagnose.review_row for each row execute function diagnose.refuse_change_of_closed();
create trigger closed_for_ever before update on diagnose.review_reply for each row execute function diagnose.refuse_change_of_closed();
