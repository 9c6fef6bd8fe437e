-- Mail to people of a trust: made in the change that gives the reason for it, and sent afterwards. One of each purpose a day.
create table platform.mail (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  purpose text not null check (length(purpose) between 1 and 60),
  day date not null,
  address text not null check (length(address) between 3 and 320),
  subject text not null check (length(subject) between 1 and 300),
  body text not null,
  made_at timestamptz not null,
  -- Taken by the process that sends it, before it does. What is left taken without an end may have been sent, and never is again.
  taken_at timestamptz,
  ended_at timestamptz check (ended_at is null or taken_at is not null),
  outcome text check (outcome in ('sent', 'refused')),
  primary key (trust_id, id),
  unique (trust_id, person_id, purpose, day),
  foreign key (trust_id, person_id) references organisation.person,
  check ((ended_at is null) = (outcome is null))
);
create index on platform.mail (made_at) where taken_at is null;
call platform.tenant_table('platform.mail', array['select', 'insert', 'update']);

-- Of what somebody was reminded, when it was how near, and in which mail: of each once.
create table improve.reminder (
  trust_id uuid not null,
  person_id uuid not null,
  item text not null check (length(item) between 1 and 200),
  occasion text not null check (occasion in ('in-7-days', 'in-1-day', 'due', 'overdue', 'digest')),
  due date not null,
  mail_id uuid not null,
  primary key (trust_id, person_id, item, occasion, due),
  foreign key (trust_id, person_id) references organisation.person,
  foreign key (trust_id, mail_id) references platform.mail
);
create index on improve.reminder (trust_id, mail_id);
call platform.tenant_table('improve.reminder', array['select', 'insert']);

-- On which weekday somebody has everything they owe told in one mail, Monday being 1; none where they want no such mail.
create table improve.digest_choice (
  trust_id uuid not null,
  person_id uuid not null,
  number integer not null check (number > 0),
  weekday smallint check (weekday between 1 and 5),
  chosen_at timestamptz not null,
  primary key (trust_id, person_id, number),
  foreign key (trust_id, person_id) references organisation.person
);
call platform.tenant_table('improve.digest_choice', array['select', 'insert']);
