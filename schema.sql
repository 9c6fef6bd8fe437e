-- What the migrations make of an empty database, from its own catalogue. Written by `npm run generate`; never edited.

-- extensions
create extension btree_gist with schema public;
create extension pg_trgm with schema public;

-- schemas, and who may use them
create schema "national"; -- eddystone_app: usage -- eddystone_importer: usage -- eddystone_keeper: usage
create schema audit; -- eddystone_app: usage -- eddystone_importer: usage -- eddystone_keeper: usage -- eddystone_sign_in: usage
create schema diagnose; -- eddystone_app: usage -- eddystone_keeper: usage
create schema evidence; -- eddystone_app: usage -- eddystone_keeper: usage
create schema frameworks; -- eddystone_app: usage -- eddystone_keeper: usage
create schema improve; -- eddystone_app: usage -- eddystone_keeper: usage
create schema inspection; -- eddystone_app: usage -- eddystone_keeper: usage
create schema job; -- eddystone_app: usage -- eddystone_importer: usage -- eddystone_keeper: usage
create schema measures; -- eddystone_app: usage -- eddystone_keeper: usage
create schema organisation; -- eddystone_app: usage -- eddystone_keeper: usage
create schema platform; -- eddystone_app: usage -- eddystone_importer: usage -- eddystone_keeper: usage
create schema sign_in; -- eddystone_keeper: usage -- eddystone_sign_in: usage
create schema strengths; -- eddystone_app: usage -- eddystone_keeper: usage

-- tables: columns and constraints
create table "national".benchmark_state (
  one boolean not null default true,
  version integer not null,
  constraint benchmark_state_one_check CHECK (one),
  constraint benchmark_state_pkey PRIMARY KEY (one)
);
create table "national".distribution (
  period smallint not null,
  measure smallint not null,
  pupil_group smallint not null,
  stratum smallint not null,
  "values" double precision[] not null,
  below integer[] not null,
  equal integer[] not null,
  n integer not null,
  by_census integer not null,
  imports integer[] not null,
  constraint distribution_check CHECK (((by_census >= 0) AND (by_census <= n))),
  constraint distribution_check1 CHECK (((cardinality("values") = cardinality(below)) AND (cardinality("values") = cardinality(equal)))),
  constraint distribution_check2 CHECK ((n = (below[cardinality(below)] + equal[cardinality(equal)]))),
  constraint distribution_n_check CHECK ((n > 0)),
  constraint distribution_pkey PRIMARY KEY (period, measure, pupil_group, stratum),
  constraint distribution_stratum_fkey FOREIGN KEY (stratum) REFERENCES "national".stratum(id)
);
create table "national".fact (
  org_key integer not null,
  period smallint not null,
  measure smallint not null,
  pupil_group smallint not null,
  org_kind "char" not null,
  missing "char",
  import integer not null,
  value double precision,
  numerator real,
  denominator real,
  low real,
  high real,
  constraint fact_check CHECK (((value IS NULL) <> (missing IS NULL))),
  constraint fact_org_kind_check CHECK ((org_kind = ANY (ARRAY['s'::"char", 'l'::"char", 'r'::"char", 't'::"char", 'n'::"char"]))),
  constraint fact_pkey PRIMARY KEY (org_kind, org_key, period, measure, pupil_group)
);
create table "national".fact_school (
  import integer not null,
  urn integer not null,
  stratum smallint not null,
  constraint fact_school_import_fkey FOREIGN KEY (import) REFERENCES "national".result_import(id) ON DELETE CASCADE,
  constraint fact_school_pkey PRIMARY KEY (import, urn),
  constraint fact_school_stratum_fkey FOREIGN KEY (stratum) REFERENCES "national".stratum(id)
);
create table "national".import (
  id uuid not null default uuidv7(),
  file_name text not null,
  kind text not null,
  as_at date not null,
  sha256 text not null,
  imported_at timestamp with time zone not null default now(),
  report jsonb not null,
  asked_by uuid,
  asked_by_name text,
  job_id uuid,
  constraint import_job_id_fkey FOREIGN KEY (job_id) REFERENCES job.job(id),
  constraint import_job_id_key UNIQUE (job_id),
  constraint import_pkey PRIMARY KEY (id),
  constraint import_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
create table "national".inspection (
  urn integer not null,
  era text not null,
  inspected_on date not null,
  published_on date,
  number text,
  kind text,
  outcomes jsonb not null,
  urn_then integer,
  import integer not null,
  constraint inspection_era_check CHECK ((era = ANY (ARRAY['graded'::text, 'ungraded'::text, 'report-card'::text]))),
  constraint inspection_import_fkey FOREIGN KEY (import) REFERENCES "national".result_import(id),
  constraint inspection_outcomes_check CHECK ((jsonb_typeof(outcomes) = 'object'::text)),
  constraint inspection_pkey PRIMARY KEY (urn, era, inspected_on)
);
create table "national".measure (
  id smallint not null,
  code text not null,
  constraint measure_code_key UNIQUE (code),
  constraint measure_id_check CHECK ((id > 0)),
  constraint measure_pkey PRIMARY KEY (id)
);
create table "national".membership (
  urn integer not null,
  uid integer not null,
  joined date,
  as_at_first date not null,
  as_at_last date not null,
  current boolean not null default false,
  constraint membership_check CHECK ((as_at_first <= as_at_last)),
  constraint membership_uid_fkey FOREIGN KEY (uid) REFERENCES "national".trust(uid),
  constraint membership_urn_fkey FOREIGN KEY (urn) REFERENCES "national".school(urn),
  constraint membership_urn_uid_joined_key UNIQUE NULLS NOT DISTINCT (urn, uid, joined)
);
create table "national".membership_snapshot (
  as_at date not null,
  source text not null,
  memberships integer not null,
  constraint membership_snapshot_memberships_check CHECK ((memberships >= 0)),
  constraint membership_snapshot_pkey PRIMARY KEY (as_at, source)
);
create table "national".organisation_facts (
  org_kind "char" not null,
  org_key integer not null,
  period smallint not null,
  import integer not null,
  stratum smallint not null,
  whole boolean not null,
  facts text not null,
  more text,
  constraint organisation_facts_import_fkey FOREIGN KEY (import) REFERENCES "national".result_import(id) ON DELETE CASCADE,
  constraint organisation_facts_pkey PRIMARY KEY (org_kind, org_key, period, import),
  constraint organisation_facts_stratum_fkey FOREIGN KEY (stratum) REFERENCES "national".stratum(id)
);
create table "national".pupil_group (
  id smallint not null,
  code text not null,
  constraint pupil_group_code_key UNIQUE (code),
  constraint pupil_group_id_check CHECK ((id > 0)),
  constraint pupil_group_pkey PRIMARY KEY (id)
);
create table "national".region_figure (
  period smallint not null,
  measure smallint not null,
  pupil_group smallint not null,
  stratum smallint not null,
  region smallint not null,
  value double precision not null,
  pupils bigint not null,
  schools integer not null,
  of_pupils bigint not null,
  of_schools integer not null,
  constraint region_figure_check CHECK (((pupils <= of_pupils) AND (schools <= of_schools))),
  constraint region_figure_pkey PRIMARY KEY (region, period, measure, pupil_group, stratum),
  constraint region_figure_pupils_check CHECK ((pupils > 0)),
  constraint region_figure_region_check CHECK (((region >= 1) AND (region <= 9))),
  constraint region_figure_schools_check CHECK ((schools > 0)),
  constraint region_figure_stratum_fkey FOREIGN KEY (stratum) REFERENCES "national".stratum(id)
);
create table "national".result_import (
  id integer not null,
  dataset text not null,
  periods smallint[] not null,
  version text not null,
  released_on date,
  authorities smallint[],
  tier smallint not null,
  file_name text not null,
  sha256 text not null,
  reading text not null,
  report jsonb not null,
  imported_at timestamp with time zone not null default now(),
  superseded_at timestamp with time zone,
  asked_by uuid,
  asked_by_name text,
  job_id uuid,
  page uuid not null default uuidv7(),
  constraint result_import_job_id_fkey FOREIGN KEY (job_id) REFERENCES job.job(id),
  constraint result_import_job_id_key UNIQUE (job_id),
  constraint result_import_page_key UNIQUE (page),
  constraint result_import_periods_check CHECK ((cardinality(periods) > 0)),
  constraint result_import_pkey PRIMARY KEY (id),
  constraint result_import_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint result_import_version_check CHECK ((version = ANY (ARRAY['provisional'::text, 'revised'::text, 'final'::text])))
);
create table "national".school (
  urn integer not null,
  name text not null,
  la_code text,
  la_name text,
  establishment_number text,
  type text,
  status text,
  opened date,
  closed date,
  phase text,
  low_age smallint,
  high_age smallint,
  town text,
  postcode text,
  easting integer,
  northing integer,
  region text,
  pupils integer,
  ukprn text,
  as_at date not null,
  constraint school_establishment_number_check CHECK ((establishment_number ~ '^\d{4}$'::text)),
  constraint school_high_age_check CHECK (((high_age >= 0) AND (high_age <= 99))),
  constraint school_la_code_check CHECK ((la_code ~ '^\d{3}$'::text)),
  constraint school_low_age_check CHECK (((low_age >= 0) AND (low_age <= 99))),
  constraint school_pkey PRIMARY KEY (urn),
  constraint school_pupils_check CHECK ((pupils >= 0)),
  constraint school_ukprn_check CHECK ((ukprn ~ '^\d{8}$'::text)),
  constraint school_urn_check CHECK (((urn >= 10000) AND (urn <= 999999)))
);
create table "national".school_link (
  urn integer not null,
  linked_urn integer not null,
  kind text not null,
  direction text not null,
  established date,
  as_at date not null,
  constraint school_link_check CHECK ((urn <> linked_urn)),
  constraint school_link_direction_check CHECK ((direction = ANY (ARRAY['predecessor'::text, 'successor'::text, 'other'::text]))),
  constraint school_link_linked_urn_check CHECK (((linked_urn >= 10000) AND (linked_urn <= 999999))),
  constraint school_link_pkey PRIMARY KEY (urn, linked_urn, kind),
  constraint school_link_urn_check CHECK (((urn >= 10000) AND (urn <= 999999)))
);
create table "national".school_region (
  urn integer not null,
  region smallint not null,
  constraint school_region_pkey PRIMARY KEY (urn),
  constraint school_region_region_check CHECK (((region >= 1) AND (region <= 9)))
);
create table "national".school_source (
  urn integer not null,
  name text not null,
  la_code text,
  la_name text,
  establishment_number text,
  type text,
  status text,
  opened date,
  closed date,
  phase text,
  low_age smallint,
  high_age smallint,
  town text,
  postcode text,
  easting integer,
  northing integer,
  region text,
  pupils integer,
  ukprn text,
  as_at date not null,
  source text not null,
  tier smallint not null,
  constraint school_establishment_number_check CHECK ((establishment_number ~ '^\d{4}$'::text)),
  constraint school_high_age_check CHECK (((high_age >= 0) AND (high_age <= 99))),
  constraint school_la_code_check CHECK ((la_code ~ '^\d{3}$'::text)),
  constraint school_low_age_check CHECK (((low_age >= 0) AND (low_age <= 99))),
  constraint school_pupils_check CHECK ((pupils >= 0)),
  constraint school_source_pkey PRIMARY KEY (urn, source),
  constraint school_source_source_check CHECK ((source = ANY (ARRAY['establishments'::text, 'establishments-part'::text, 'national-list'::text, 'trust-list'::text, 'group-links'::text, 'establishment-links'::text]))),
  constraint school_source_tier_check CHECK ((tier = ANY (ARRAY[0, 1, 2]))),
  constraint school_ukprn_check CHECK ((ukprn ~ '^\d{8}$'::text)),
  constraint school_urn_check CHECK (((urn >= 10000) AND (urn <= 999999)))
);
create table "national".similar_school (
  urn integer not null,
  period smallint not null,
  stratum smallint not null,
  inputs double precision[] not null,
  region smallint,
  neighbours integer[] not null,
  distances real[] not null,
  compared integer not null,
  alike_names text[] not null,
  alike_regions smallint[] not null,
  alike_inputs double precision[] not null,
  constraint similar_school_check CHECK (((cardinality(inputs) = 5) AND (cardinality(neighbours) = cardinality(distances)))),
  constraint similar_school_check1 CHECK (((cardinality(alike_names) = cardinality(neighbours)) AND (cardinality(alike_regions) = cardinality(neighbours)) AND (cardinality(alike_inputs) = (5 * cardinality(neighbours))))),
  constraint similar_school_pkey PRIMARY KEY (urn, period),
  constraint similar_school_region_check CHECK (((region >= 1) AND (region <= 9))),
  constraint similar_school_stratum_fkey FOREIGN KEY (stratum) REFERENCES "national".stratum(id)
);
create table "national".similar_trust (
  uid integer not null,
  academies integer not null,
  pupils integer,
  primaries integer not null,
  secondaries integer not null,
  all_through integer not null,
  others integer not null,
  neighbours integer[] not null,
  distances real[] not null,
  constraint similar_trust_academies_check CHECK ((academies > 0)),
  constraint similar_trust_check CHECK ((cardinality(neighbours) = cardinality(distances))),
  constraint similar_trust_check1 CHECK ((academies = (((primaries + secondaries) + all_through) + others))),
  constraint similar_trust_pkey PRIMARY KEY (uid),
  constraint similar_trust_uid_fkey FOREIGN KEY (uid) REFERENCES "national".trust(uid) ON DELETE CASCADE
);
create table "national".stratum (
  id smallint not null,
  code text not null,
  constraint stratum_code_key UNIQUE (code),
  constraint stratum_id_check CHECK ((id >= 0)),
  constraint stratum_pkey PRIMARY KEY (id)
);
create table "national".teller (
  import integer not null,
  period smallint not null,
  whole boolean not null,
  file integer,
  census integer,
  layout smallint not null,
  constraint teller_import_fkey FOREIGN KEY (import) REFERENCES "national".result_import(id) ON DELETE CASCADE,
  constraint teller_pkey PRIMARY KEY (import, period)
);
create table "national".trust (
  uid integer not null,
  reference text,
  name text not null,
  companies_house text,
  type text not null,
  status text,
  opened date,
  closed date,
  ukprn text,
  as_at date not null,
  constraint trust_companies_house_check CHECK ((length(companies_house) = 8)),
  constraint trust_pkey PRIMARY KEY (uid),
  constraint trust_type_check CHECK ((type = ANY (ARRAY['Multi-academy trust'::text, 'Single-academy trust'::text, 'Secure single-academy trust'::text]))),
  constraint trust_uid_check CHECK ((uid > 0)),
  constraint trust_ukprn_check CHECK ((ukprn ~ '^\d{8}$'::text))
);
create table "national".trust_source (
  uid integer not null,
  reference text,
  name text not null,
  companies_house text,
  type text not null,
  status text,
  opened date,
  closed date,
  ukprn text,
  as_at date not null,
  source text not null,
  tier smallint not null,
  constraint trust_companies_house_check CHECK ((length(companies_house) = 8)),
  constraint trust_source_pkey PRIMARY KEY (uid, source),
  constraint trust_source_source_check CHECK ((source = ANY (ARRAY['groups'::text, 'group-links'::text, 'trust-list'::text, 'establishments'::text, 'establishments-part'::text]))),
  constraint trust_source_tier_check CHECK ((tier = ANY (ARRAY[0, 1, 2]))),
  constraint trust_type_check CHECK ((type = ANY (ARRAY['Multi-academy trust'::text, 'Single-academy trust'::text, 'Secure single-academy trust'::text]))),
  constraint trust_uid_check CHECK ((uid > 0)),
  constraint trust_ukprn_check CHECK ((ukprn ~ '^\d{8}$'::text))
);
create table audit.event (
  trust_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor uuid,
  kind text not null,
  detail jsonb not null,
  previous bytea not null,
  hash bytea not null,
  constraint event_pkey PRIMARY KEY (trust_id, seq)
);
alter table audit.event enable row level security, force row level security;
create table audit.head (
  trust_id uuid not null,
  seq bigint not null,
  hash bytea not null,
  constraint head_pkey PRIMARY KEY (trust_id)
);
alter table audit.head enable row level security, force row level security;
create table diagnose.blind (
  trust_id uuid not null,
  review_id uuid not null,
  indicator text not null,
  judge_id uuid not null,
  level text not null,
  because text not null,
  given_at timestamp with time zone not null,
  school_year text not null,
  constraint blind_because_check CHECK ((length(btrim(because)) > 0)),
  constraint blind_pkey PRIMARY KEY (trust_id, review_id, indicator, judge_id),
  constraint blind_trust_id_judge_id_fkey FOREIGN KEY (trust_id, judge_id) REFERENCES organisation.person(trust_id, id),
  constraint blind_trust_id_review_id_indicator_fkey FOREIGN KEY (trust_id, review_id, indicator) REFERENCES diagnose.review_row(trust_id, review_id, indicator)
);
alter table diagnose.blind enable row level security, force row level security;
create table diagnose.board (
  trust_id uuid not null,
  unit_id uuid not null,
  perspective text not null,
  lineages uuid[] not null,
  levels text[] not null,
  can_share boolean[] not null,
  directions text[] not null,
  confidences text[] not null,
  judged_on date[] not null,
  editions integer[] not null,
  judgements uuid[] not null,
  constraint board_perspective_check CHECK ((perspective = ANY (ARRAY['trust'::text, 'self'::text]))),
  constraint board_pkey PRIMARY KEY (trust_id, unit_id, perspective),
  constraint board_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table diagnose.board enable row level security, force row level security;
create table diagnose.campaign (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  edition_id uuid not null,
  kind text not null,
  title text not null,
  due date not null,
  opened_by uuid not null,
  opened_at timestamp with time zone not null,
  constraint campaign_kind_check CHECK ((kind = ANY (ARRAY['self-evaluation'::text, 'trust-monitoring'::text, 'peer-review'::text, 'external-review'::text]))),
  constraint campaign_pkey PRIMARY KEY (trust_id, id),
  constraint campaign_title_check CHECK (((length(btrim(title)) >= 1) AND (length(btrim(title)) <= 200))),
  constraint campaign_trust_id_edition_id_fkey FOREIGN KEY (trust_id, edition_id) REFERENCES frameworks.edition(trust_id, id),
  constraint campaign_trust_id_opened_by_fkey FOREIGN KEY (trust_id, opened_by) REFERENCES organisation.person(trust_id, id)
);
alter table diagnose.campaign enable row level security, force row level security;
create table diagnose.category_held (
  trust_id uuid not null,
  unit_id uuid not null,
  held daterange not null,
  category text not null,
  decision_id uuid not null,
  constraint category_held_held_check CHECK ((NOT isempty(held))),
  constraint category_held_pkey PRIMARY KEY (trust_id, unit_id, held WITHOUT OVERLAPS),
  constraint category_held_trust_id_decision_id_fkey FOREIGN KEY (trust_id, decision_id) REFERENCES diagnose.decision(trust_id, id),
  constraint category_held_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table diagnose.category_held enable row level security, force row level security;
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
  recorded_at timestamp with time zone not null,
  saw jsonb not null,
  replaces uuid,
  constraint decision_check CHECK (((NOT (category IS DISTINCT FROM recommended)) OR (length(btrim(reason)) > 0))),
  constraint decision_pkey PRIMARY KEY (trust_id, id),
  constraint decision_trust_id_edition_id_fkey FOREIGN KEY (trust_id, edition_id) REFERENCES frameworks.edition(trust_id, id),
  constraint decision_trust_id_meeting_id_fkey FOREIGN KEY (trust_id, meeting_id) REFERENCES organisation.meeting(trust_id, id),
  constraint decision_trust_id_recorded_by_fkey FOREIGN KEY (trust_id, recorded_by) REFERENCES organisation.person(trust_id, id),
  constraint decision_trust_id_replaces_fkey FOREIGN KEY (trust_id, replaces) REFERENCES diagnose.decision(trust_id, id),
  constraint decision_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint one_decision_follows UNIQUE NULLS NOT DISTINCT (trust_id, unit_id, replaces)
);
alter table diagnose.decision enable row level security, force row level security;
create table diagnose.finding (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  review_id uuid not null,
  indicator text not null,
  kind text not null,
  severity text,
  text text not null,
  owner_id uuid,
  raised_by uuid not null,
  raised_at timestamp with time zone not null,
  constraint finding_check CHECK (((kind = 'strength'::text) = (severity IS NULL))),
  constraint finding_kind_check CHECK ((kind = ANY (ARRAY['strength'::text, 'improvement'::text, 'concern'::text]))),
  constraint finding_pkey PRIMARY KEY (trust_id, id),
  constraint finding_severity_check CHECK ((severity = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  constraint finding_text_check CHECK ((length(btrim(text)) > 0)),
  constraint finding_trust_id_owner_id_fkey FOREIGN KEY (trust_id, owner_id) REFERENCES organisation.person(trust_id, id),
  constraint finding_trust_id_raised_by_fkey FOREIGN KEY (trust_id, raised_by) REFERENCES organisation.person(trust_id, id),
  constraint finding_trust_id_review_id_indicator_fkey FOREIGN KEY (trust_id, review_id, indicator) REFERENCES diagnose.review_row(trust_id, review_id, indicator)
);
alter table diagnose.finding enable row level security, force row level security;
create table diagnose.finding_answer (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  finding_id uuid not null,
  text text not null,
  owner_id uuid not null,
  due date,
  added_by uuid not null,
  added_at timestamp with time zone not null,
  constraint finding_answer_pkey PRIMARY KEY (trust_id, id),
  constraint finding_answer_text_check CHECK ((length(btrim(text)) > 0)),
  constraint finding_answer_trust_id_added_by_fkey FOREIGN KEY (trust_id, added_by) REFERENCES organisation.person(trust_id, id),
  constraint finding_answer_trust_id_finding_id_fkey FOREIGN KEY (trust_id, finding_id) REFERENCES diagnose.finding(trust_id, id),
  constraint finding_answer_trust_id_owner_id_fkey FOREIGN KEY (trust_id, owner_id) REFERENCES organisation.person(trust_id, id)
);
alter table diagnose.finding_answer enable row level security, force row level security;
create table diagnose.finding_check (
  trust_id uuid not null,
  finding_id uuid not null,
  checked_on date not null,
  seen text not null,
  checked_by uuid not null,
  recorded_at timestamp with time zone not null,
  constraint finding_check_pkey PRIMARY KEY (trust_id, finding_id),
  constraint finding_check_seen_check CHECK ((length(btrim(seen)) > 0)),
  constraint finding_check_trust_id_checked_by_fkey FOREIGN KEY (trust_id, checked_by) REFERENCES organisation.person(trust_id, id),
  constraint finding_check_trust_id_finding_id_fkey FOREIGN KEY (trust_id, finding_id) REFERENCES diagnose.finding(trust_id, id)
);
alter table diagnose.finding_check enable row level security, force row level security;
create table diagnose.finding_check_rests_on (
  trust_id uuid not null,
  finding_id uuid not null,
  item_id uuid not null,
  constraint finding_check_rests_on_pkey PRIMARY KEY (trust_id, finding_id, item_id),
  constraint finding_check_rests_on_trust_id_finding_id_fkey FOREIGN KEY (trust_id, finding_id) REFERENCES diagnose.finding_check(trust_id, finding_id),
  constraint finding_check_rests_on_trust_id_item_id_fkey FOREIGN KEY (trust_id, item_id) REFERENCES evidence.item(trust_id, id)
);
alter table diagnose.finding_check_rests_on enable row level security, force row level security;
create table diagnose.finding_escalation (
  trust_id uuid not null,
  finding_id uuid not null,
  to_whom text not null,
  steps text[] not null,
  escalated_by uuid not null,
  escalated_on date not null,
  recorded_at timestamp with time zone not null,
  constraint finding_escalation_pkey PRIMARY KEY (trust_id, finding_id),
  constraint finding_escalation_steps_check CHECK ((cardinality(steps) > 0)),
  constraint finding_escalation_to_whom_check CHECK ((length(btrim(to_whom)) > 0)),
  constraint finding_escalation_trust_id_escalated_by_fkey FOREIGN KEY (trust_id, escalated_by) REFERENCES organisation.person(trust_id, id),
  constraint finding_escalation_trust_id_finding_id_fkey FOREIGN KEY (trust_id, finding_id) REFERENCES diagnose.finding(trust_id, id)
);
alter table diagnose.finding_escalation enable row level security, force row level security;
create table diagnose.joining (
  trust_id uuid not null,
  framework text not null,
  days integer not null,
  version integer not null default 1,
  set_by uuid not null,
  set_at timestamp with time zone not null,
  constraint joining_days_check CHECK (((days >= 1) AND (days <= 400))),
  constraint joining_pkey PRIMARY KEY (trust_id),
  constraint joining_trust_id_set_by_fkey FOREIGN KEY (trust_id, set_by) REFERENCES organisation.person(trust_id, id)
);
alter table diagnose.joining enable row level security, force row level security;
create table diagnose.judgement (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  edition_id uuid not null,
  indicator text not null,
  perspective text not null,
  school_year text not null,
  half_term smallint not null,
  level text not null,
  can_share boolean not null default false,
  confidence text not null,
  direction text not null,
  narrative text not null,
  judged_by uuid not null,
  role text not null,
  judged_at timestamp with time zone not null,
  replaces uuid,
  lineage uuid not null,
  review_id uuid,
  brief tsvector generated always as (platform.brief(narrative)),
  constraint judgement_confidence_check CHECK ((confidence = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  constraint judgement_direction_check CHECK ((direction = ANY (ARRAY['improving'::text, 'steady'::text, 'declining'::text]))),
  constraint judgement_narrative_check CHECK ((length(btrim(narrative)) > 0)),
  constraint judgement_perspective_check CHECK ((perspective = ANY (ARRAY['trust'::text, 'self'::text, 'peer'::text, 'external'::text]))),
  constraint judgement_pkey PRIMARY KEY (trust_id, id),
  constraint judgement_trust_id_edition_id_indicator_lineage_fkey FOREIGN KEY (trust_id, edition_id, indicator, lineage) REFERENCES frameworks.indicator(trust_id, edition_id, key, lineage),
  constraint judgement_trust_id_judged_by_fkey FOREIGN KEY (trust_id, judged_by) REFERENCES organisation.person(trust_id, id),
  constraint judgement_trust_id_review_id_fkey FOREIGN KEY (trust_id, review_id) REFERENCES diagnose.review(trust_id, id),
  constraint judgement_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint judgement_trust_id_unit_id_lineage_perspective_id_key UNIQUE (trust_id, unit_id, lineage, perspective, id),
  constraint judgement_trust_id_unit_id_lineage_perspective_replaces_fkey FOREIGN KEY (trust_id, unit_id, lineage, perspective, replaces) REFERENCES diagnose.judgement(trust_id, unit_id, lineage, perspective, id),
  constraint one_successor UNIQUE NULLS NOT DISTINCT (trust_id, unit_id, lineage, perspective, replaces) INCLUDE (judged_at)
);
alter table diagnose.judgement enable row level security, force row level security;
create table diagnose.rests_on (
  trust_id uuid not null,
  judgement_id uuid not null,
  item_id uuid not null,
  stance text not null,
  constraint rests_on_pkey PRIMARY KEY (trust_id, judgement_id, item_id),
  constraint rests_on_stance_check CHECK ((stance = ANY (ARRAY['supports'::text, 'contradicts'::text]))),
  constraint rests_on_trust_id_item_id_fkey FOREIGN KEY (trust_id, item_id) REFERENCES evidence.item(trust_id, id),
  constraint rests_on_trust_id_judgement_id_fkey FOREIGN KEY (trust_id, judgement_id) REFERENCES diagnose.judgement(trust_id, id)
);
alter table diagnose.rests_on enable row level security, force row level security;
create table diagnose.review (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  edition_id uuid not null,
  kind text not null,
  about text not null default ''::text,
  state text not null default 'planned'::text,
  version integer not null default 1,
  sendings integer not null default 0,
  due date,
  reply_by date,
  lead_id uuid not null,
  moderator_id uuid,
  campaign_id uuid,
  begun_from uuid,
  planned_by uuid not null,
  planned_at timestamp with time zone not null,
  constraint asked_once_in_a_campaign UNIQUE (trust_id, campaign_id, unit_id),
  constraint review_about_check CHECK ((length(about) <= 200)),
  constraint review_kind_check CHECK ((kind = ANY (ARRAY['self-evaluation'::text, 'trust-monitoring'::text, 'peer-review'::text, 'external-review'::text, 'moderation'::text]))),
  constraint review_pkey PRIMARY KEY (trust_id, id),
  constraint review_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'gathering'::text, 'draft'::text, 'sent'::text, 'answered'::text, 'moderated'::text, 'agreed'::text, 'closed'::text]))),
  constraint review_trust_id_begun_from_fkey FOREIGN KEY (trust_id, begun_from) REFERENCES diagnose.review(trust_id, id),
  constraint review_trust_id_campaign_id_fkey FOREIGN KEY (trust_id, campaign_id) REFERENCES diagnose.campaign(trust_id, id),
  constraint review_trust_id_edition_id_fkey FOREIGN KEY (trust_id, edition_id) REFERENCES frameworks.edition(trust_id, id),
  constraint review_trust_id_lead_id_fkey FOREIGN KEY (trust_id, lead_id) REFERENCES organisation.person(trust_id, id),
  constraint review_trust_id_moderator_id_fkey FOREIGN KEY (trust_id, moderator_id) REFERENCES organisation.person(trust_id, id),
  constraint review_trust_id_planned_by_fkey FOREIGN KEY (trust_id, planned_by) REFERENCES organisation.person(trust_id, id),
  constraint review_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table diagnose.review enable row level security, force row level security;
create table diagnose.review_reply (
  trust_id uuid not null,
  review_id uuid not null,
  sending integer not null,
  indicator text not null,
  accurate boolean not null,
  because text not null default ''::text,
  version integer not null default 1,
  replied_by uuid not null,
  replied_at timestamp with time zone not null,
  constraint review_reply_check CHECK ((accurate OR (length(btrim(because)) > 0))),
  constraint review_reply_pkey PRIMARY KEY (trust_id, review_id, sending, indicator),
  constraint review_reply_trust_id_replied_by_fkey FOREIGN KEY (trust_id, replied_by) REFERENCES organisation.person(trust_id, id),
  constraint review_reply_trust_id_review_id_indicator_fkey FOREIGN KEY (trust_id, review_id, indicator) REFERENCES diagnose.review_row(trust_id, review_id, indicator)
);
alter table diagnose.review_reply enable row level security, force row level security;
create table diagnose.review_rests_on (
  trust_id uuid not null,
  review_id uuid not null,
  indicator text not null,
  item_id uuid not null,
  stance text not null,
  constraint review_rests_on_pkey PRIMARY KEY (trust_id, review_id, indicator, item_id),
  constraint review_rests_on_stance_check CHECK ((stance = ANY (ARRAY['supports'::text, 'contradicts'::text]))),
  constraint review_rests_on_trust_id_item_id_fkey FOREIGN KEY (trust_id, item_id) REFERENCES evidence.item(trust_id, id),
  constraint review_rests_on_trust_id_review_id_indicator_fkey FOREIGN KEY (trust_id, review_id, indicator) REFERENCES diagnose.review_row(trust_id, review_id, indicator)
);
alter table diagnose.review_rests_on enable row level security, force row level security;
create table diagnose.review_reviewer (
  trust_id uuid not null,
  review_id uuid not null,
  indicator text not null,
  person_id uuid not null,
  constraint review_reviewer_pkey PRIMARY KEY (trust_id, review_id, indicator, person_id),
  constraint review_reviewer_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id),
  constraint review_reviewer_trust_id_review_id_indicator_fkey FOREIGN KEY (trust_id, review_id, indicator) REFERENCES diagnose.review_row(trust_id, review_id, indicator)
);
alter table diagnose.review_reviewer enable row level security, force row level security;
create table diagnose.review_row (
  trust_id uuid not null,
  review_id uuid not null,
  indicator text not null,
  status text not null default 'to-do'::text,
  level text,
  can_share boolean not null default false,
  confidence text,
  direction text,
  narrative text not null default ''::text,
  helps text not null default ''::text,
  hinders text not null default ''::text,
  to_do text not null default ''::text,
  last_level text,
  version integer not null default 0,
  written_by uuid,
  written_as text,
  written_at timestamp with time zone,
  sent jsonb,
  constraint review_row_check CHECK (((status <> 'done'::text) OR ((level IS NOT NULL) AND (confidence IS NOT NULL) AND (direction IS NOT NULL) AND (length(btrim(narrative)) > 0)))),
  constraint review_row_confidence_check CHECK ((confidence = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  constraint review_row_direction_check CHECK ((direction = ANY (ARRAY['improving'::text, 'steady'::text, 'declining'::text]))),
  constraint review_row_pkey PRIMARY KEY (trust_id, review_id, indicator),
  constraint review_row_status_check CHECK ((status = ANY (ARRAY['to-do'::text, 'in-progress'::text, 'done'::text]))),
  constraint review_row_trust_id_review_id_fkey FOREIGN KEY (trust_id, review_id) REFERENCES diagnose.review(trust_id, id),
  constraint review_row_trust_id_written_by_fkey FOREIGN KEY (trust_id, written_by) REFERENCES organisation.person(trust_id, id)
);
alter table diagnose.review_row enable row level security, force row level security;
create table diagnose.review_step (
  trust_id uuid not null,
  review_id uuid not null,
  version integer not null,
  from_state text not null,
  to_state text not null,
  taken_by uuid not null,
  as_part text not null,
  taken_at timestamp with time zone not null,
  reason text,
  reply_by date,
  constraint review_step_as_part_check CHECK ((as_part = ANY (ARRAY['lead'::text, 'reviewer'::text, 'moderator'::text, 'academy'::text, 'quality'::text]))),
  constraint review_step_pkey PRIMARY KEY (trust_id, review_id, version),
  constraint review_step_trust_id_review_id_fkey FOREIGN KEY (trust_id, review_id) REFERENCES diagnose.review(trust_id, id),
  constraint review_step_trust_id_taken_by_fkey FOREIGN KEY (trust_id, taken_by) REFERENCES organisation.person(trust_id, id)
);
alter table diagnose.review_step enable row level security, force row level security;
create table evidence.chunk (
  trust_id uuid not null,
  item_id uuid not null,
  number integer not null,
  bytes bytea not null,
  constraint chunk_pkey PRIMARY KEY (trust_id, item_id, number),
  constraint chunk_trust_id_item_id_fkey FOREIGN KEY (trust_id, item_id) REFERENCES evidence.item(trust_id, id)
);
alter table evidence.chunk enable row level security, force row level security;
create table evidence.item (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  kind text not null,
  title text not null,
  text text,
  url text,
  dated date not null,
  sensitivity text not null,
  media_type text,
  bytes integer,
  added_by uuid not null,
  added_at timestamp with time zone not null,
  value jsonb,
  follows uuid,
  brief tsvector generated always as (platform.brief(evidence.said(title, text, url))),
  constraint item_bytes_check CHECK ((bytes <= 26214400)),
  constraint item_check CHECK ((((kind = 'note'::text) AND (text IS NOT NULL)) OR ((kind = 'link'::text) AND (url IS NOT NULL)) OR ((kind = 'file'::text) AND (bytes IS NOT NULL)) OR ((kind = 'value'::text) AND (jsonb_typeof(value) = 'object'::text)))),
  constraint item_kind_check CHECK ((kind = ANY (ARRAY['file'::text, 'link'::text, 'note'::text, 'value'::text]))),
  constraint item_pkey PRIMARY KEY (trust_id, id),
  constraint item_sensitivity_check CHECK ((sensitivity = ANY (ARRAY['ordinary'::text, 'restricted'::text]))),
  constraint item_title_check CHECK (((length(btrim(title)) >= 1) AND (length(btrim(title)) <= 300))),
  constraint item_trust_id_added_by_fkey FOREIGN KEY (trust_id, added_by) REFERENCES organisation.person(trust_id, id),
  constraint item_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint item_trust_id_unit_id_follows_fkey FOREIGN KEY (trust_id, unit_id, follows) REFERENCES evidence.item(trust_id, unit_id, id),
  constraint item_trust_id_unit_id_id_key UNIQUE (trust_id, unit_id, id)
);
alter table evidence.item enable row level security, force row level security;
create table evidence.withdrawal (
  trust_id uuid not null,
  item_id uuid not null,
  reason text not null,
  withdrawn_by uuid not null,
  withdrawn_at timestamp with time zone not null,
  constraint withdrawal_pkey PRIMARY KEY (trust_id, item_id),
  constraint withdrawal_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 2000))),
  constraint withdrawal_trust_id_item_id_fkey FOREIGN KEY (trust_id, item_id) REFERENCES evidence.item(trust_id, id),
  constraint withdrawal_trust_id_withdrawn_by_fkey FOREIGN KEY (trust_id, withdrawn_by) REFERENCES organisation.person(trust_id, id)
);
alter table evidence.withdrawal enable row level security, force row level security;
create table frameworks.edition (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  framework_id uuid not null,
  number integer not null,
  content jsonb not null,
  in_use_from date,
  closed_on date,
  version integer not null default 1,
  part_versions jsonb not null default '{}'::jsonb,
  constraint edition_check CHECK ((closed_on > in_use_from)),
  constraint edition_number_check CHECK ((number > 0)),
  constraint edition_pkey PRIMARY KEY (trust_id, id),
  constraint edition_trust_id_framework_id_fkey FOREIGN KEY (trust_id, framework_id) REFERENCES frameworks.framework(trust_id, id),
  constraint edition_trust_id_framework_id_number_key UNIQUE (trust_id, framework_id, number),
  constraint edition_version_check CHECK ((version > 0)),
  constraint one_edition_in_use_at_a_time EXCLUDE USING gist (trust_id WITH =, framework_id WITH =, daterange(in_use_from, closed_on) WITH &&) WHERE ((in_use_from IS NOT NULL)),
  constraint only_what_was_in_use_closes CHECK (((closed_on IS NULL) OR (in_use_from IS NOT NULL)))
);
alter table frameworks.edition enable row level security, force row level security;
create table frameworks.framework (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  key text not null,
  constraint framework_key_check CHECK (((key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(key) <= 80))),
  constraint framework_pkey PRIMARY KEY (trust_id, id),
  constraint framework_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id),
  constraint one_framework_of_a_key UNIQUE (trust_id, key)
);
alter table frameworks.framework enable row level security, force row level security;
create table frameworks.indicator (
  trust_id uuid not null,
  edition_id uuid not null,
  key text not null,
  lineage uuid not null default uuidv7(),
  constraint indicator_pkey PRIMARY KEY (trust_id, edition_id, key),
  constraint indicator_trust_id_edition_id_fkey FOREIGN KEY (trust_id, edition_id) REFERENCES frameworks.edition(trust_id, id),
  constraint indicator_trust_id_edition_id_key_lineage_key UNIQUE (trust_id, edition_id, key, lineage),
  constraint one_heir UNIQUE (trust_id, edition_id, lineage)
);
alter table frameworks.indicator enable row level security, force row level security;
create table improve.action_step (
  trust_id uuid not null,
  part_id uuid not null,
  number integer not null,
  state text not null,
  doing text not null,
  effect text not null,
  taken_by uuid,
  taken_at timestamp with time zone not null,
  from_file boolean not null default false,
  constraint action_step_doing_check CHECK ((length(doing) <= 4000)),
  constraint action_step_effect_check CHECK ((length(effect) <= 4000)),
  constraint action_step_number_check CHECK ((number > 0)),
  constraint action_step_pkey PRIMARY KEY (trust_id, part_id, number) INCLUDE (state),
  constraint action_step_state_check CHECK ((state = ANY (ARRAY['to-do'::text, 'doing'::text, 'done'::text, 'dropped'::text]))),
  constraint action_step_trust_id_part_id_fkey FOREIGN KEY (trust_id, part_id) REFERENCES improve.part(trust_id, id),
  constraint action_step_trust_id_taken_by_fkey FOREIGN KEY (trust_id, taken_by) REFERENCES organisation.person(trust_id, id)
);
alter table improve.action_step enable row level security, force row level security;
create table improve.action_step_evidence (
  trust_id uuid not null,
  part_id uuid not null,
  number integer not null,
  shows text not null,
  item_id uuid not null,
  constraint action_step_evidence_pkey PRIMARY KEY (trust_id, part_id, number, shows, item_id),
  constraint action_step_evidence_shows_check CHECK ((shows = ANY (ARRAY['doing'::text, 'effect'::text]))),
  constraint action_step_evidence_trust_id_item_id_fkey FOREIGN KEY (trust_id, item_id) REFERENCES evidence.item(trust_id, id),
  constraint action_step_evidence_trust_id_part_id_number_fkey FOREIGN KEY (trust_id, part_id, number) REFERENCES improve.action_step(trust_id, part_id, number)
);
alter table improve.action_step_evidence enable row level security, force row level security;
create table improve.approval (
  trust_id uuid not null,
  plan_id uuid not null,
  revision integer not null,
  content jsonb not null,
  approved_by uuid,
  approved_at timestamp with time zone not null,
  constraint approval_content_check CHECK ((jsonb_typeof(content) = 'object'::text)),
  constraint approval_pkey PRIMARY KEY (trust_id, plan_id, revision),
  constraint approval_revision_check CHECK ((revision > 0)),
  constraint approval_trust_id_approved_by_fkey FOREIGN KEY (trust_id, approved_by) REFERENCES organisation.person(trust_id, id),
  constraint approval_trust_id_plan_id_fkey FOREIGN KEY (trust_id, plan_id) REFERENCES improve.plan(trust_id, id)
);
alter table improve.approval enable row level security, force row level security;
create table improve.comment (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  part_id uuid not null,
  text text not null,
  written_by uuid,
  written_at timestamp with time zone not null,
  constraint comment_pkey PRIMARY KEY (trust_id, id),
  constraint comment_text_check CHECK (((length(btrim(text)) >= 1) AND (length(btrim(text)) <= 4000))),
  constraint comment_trust_id_part_id_fkey FOREIGN KEY (trust_id, part_id) REFERENCES improve.part(trust_id, id),
  constraint comment_trust_id_written_by_fkey FOREIGN KEY (trust_id, written_by) REFERENCES organisation.person(trust_id, id)
);
alter table improve.comment enable row level security, force row level security;
create table improve.comment_resolved (
  trust_id uuid not null,
  comment_id uuid not null,
  resolved_by uuid,
  resolved_at timestamp with time zone not null,
  constraint comment_resolved_pkey PRIMARY KEY (trust_id, comment_id),
  constraint comment_resolved_trust_id_comment_id_fkey FOREIGN KEY (trust_id, comment_id) REFERENCES improve.comment(trust_id, id),
  constraint comment_resolved_trust_id_resolved_by_fkey FOREIGN KEY (trust_id, resolved_by) REFERENCES organisation.person(trust_id, id)
);
alter table improve.comment_resolved enable row level security, force row level security;
create table improve.digest_choice (
  trust_id uuid not null,
  person_id uuid not null,
  number integer not null,
  weekday smallint,
  chosen_at timestamp with time zone not null,
  constraint digest_choice_number_check CHECK ((number > 0)),
  constraint digest_choice_pkey PRIMARY KEY (trust_id, person_id, number),
  constraint digest_choice_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id),
  constraint digest_choice_weekday_check CHECK (((weekday >= 1) AND (weekday <= 5)))
);
alter table improve.digest_choice enable row level security, force row level security;
create table improve.impact (
  trust_id uuid not null,
  plan_id uuid not null,
  part_id uuid not null,
  verdict text not null,
  happened text not null,
  kpis_before text[] not null,
  kpis_after text[] not null,
  judged_by uuid,
  judged_at timestamp with time zone not null,
  constraint impact_happened_check CHECK (((length(btrim(happened)) >= 1) AND (length(btrim(happened)) <= 4000))),
  constraint impact_pkey PRIMARY KEY (trust_id, plan_id, part_id),
  constraint impact_trust_id_judged_by_fkey FOREIGN KEY (trust_id, judged_by) REFERENCES organisation.person(trust_id, id),
  constraint impact_trust_id_plan_id_part_id_fkey FOREIGN KEY (trust_id, plan_id, part_id) REFERENCES improve.part(trust_id, plan_id, id),
  constraint impact_verdict_check CHECK ((verdict = ANY (ARRAY['as-intended'::text, 'in-part'::text, 'not'::text, 'cannot-say'::text])))
);
alter table improve.impact enable row level security, force row level security;
create table improve.part (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  plan_id uuid not null,
  kind text not null,
  under_id uuid,
  made_at timestamp with time zone not null,
  constraint part_check CHECK (((kind = 'priority'::text) = (under_id IS NULL))),
  constraint part_kind_check CHECK ((kind = ANY (ARRAY['priority'::text, 'objective'::text, 'criterion'::text, 'action'::text, 'milestone'::text]))),
  constraint part_pkey PRIMARY KEY (trust_id, id),
  constraint part_trust_id_plan_id_fkey FOREIGN KEY (trust_id, plan_id) REFERENCES improve.plan(trust_id, id),
  constraint part_trust_id_plan_id_id_key UNIQUE (trust_id, plan_id, id),
  constraint part_trust_id_plan_id_under_id_fkey FOREIGN KEY (trust_id, plan_id, under_id) REFERENCES improve.part(trust_id, plan_id, id)
);
alter table improve.part enable row level security, force row level security;
create table improve.part_needs (
  trust_id uuid not null,
  part_id uuid not null,
  version integer not null,
  needs_id uuid not null,
  constraint part_needs_check CHECK ((part_id <> needs_id)),
  constraint part_needs_pkey PRIMARY KEY (trust_id, part_id, version, needs_id),
  constraint part_needs_trust_id_needs_id_fkey FOREIGN KEY (trust_id, needs_id) REFERENCES improve.part(trust_id, id),
  constraint part_needs_trust_id_part_id_version_fkey FOREIGN KEY (trust_id, part_id, version) REFERENCES improve.part_version(trust_id, part_id, version)
);
alter table improve.part_needs enable row level security, force row level security;
create table improve.part_owner (
  trust_id uuid not null,
  part_id uuid not null,
  version integer not null,
  duty text not null,
  person_id uuid,
  role text,
  held daterange not null,
  constraint part_owner_check CHECK (((person_id IS NULL) <> (role IS NULL))),
  constraint part_owner_duty_check CHECK ((duty = ANY (ARRAY['delivers'::text, 'evaluates'::text]))),
  constraint part_owner_held_check CHECK (((NOT isempty(held)) AND (lower(held) IS NOT NULL))),
  constraint part_owner_pkey PRIMARY KEY (trust_id, part_id, version, duty, held WITHOUT OVERLAPS),
  constraint part_owner_role_check CHECK (((length(role) >= 1) AND (length(role) <= 60))),
  constraint part_owner_trust_id_part_id_version_fkey FOREIGN KEY (trust_id, part_id, version) REFERENCES improve.part_version(trust_id, part_id, version),
  constraint part_owner_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id)
);
alter table improve.part_owner enable row level security, force row level security;
create table improve.part_reason (
  trust_id uuid not null,
  part_id uuid not null,
  version integer not null,
  source text not null,
  says text not null,
  frozen_on date not null,
  constraint part_reason_pkey PRIMARY KEY (trust_id, part_id, version, source),
  constraint part_reason_says_check CHECK (((length(btrim(says)) >= 1) AND (length(btrim(says)) <= 4000))),
  constraint part_reason_source_check CHECK (((length(source) >= 1) AND (length(source) <= 200))),
  constraint part_reason_trust_id_part_id_version_fkey FOREIGN KEY (trust_id, part_id, version) REFERENCES improve.part_version(trust_id, part_id, version)
);
alter table improve.part_reason enable row level security, force row level security;
create table improve.part_version (
  trust_id uuid not null,
  part_id uuid not null,
  version integer not null,
  title text not null,
  why text not null,
  how text not null,
  with_whom text not null,
  adds text not null,
  outcome text not null,
  cost integer,
  days numeric(7,1),
  due date,
  supports_id uuid,
  target_id uuid,
  ended_because text,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint part_version_adds_check CHECK ((length(adds) <= 4000)),
  constraint part_version_cost_check CHECK (((cost >= 0) AND (cost <= 100000000))),
  constraint part_version_days_check CHECK (((days >= (0)::numeric) AND (days <= (100000)::numeric))),
  constraint part_version_ended_because_check CHECK (((length(btrim(ended_because)) >= 1) AND (length(btrim(ended_because)) <= 1000))),
  constraint part_version_how_check CHECK ((length(how) <= 8000)),
  constraint part_version_outcome_check CHECK ((length(outcome) <= 4000)),
  constraint part_version_pkey PRIMARY KEY (trust_id, part_id, version),
  constraint part_version_title_check CHECK (((length(btrim(title)) >= 1) AND (length(btrim(title)) <= 300))),
  constraint part_version_trust_id_part_id_fkey FOREIGN KEY (trust_id, part_id) REFERENCES improve.part(trust_id, id),
  constraint part_version_trust_id_set_by_fkey FOREIGN KEY (trust_id, set_by) REFERENCES organisation.person(trust_id, id),
  constraint part_version_trust_id_supports_id_fkey FOREIGN KEY (trust_id, supports_id) REFERENCES improve.part(trust_id, id),
  constraint part_version_version_check CHECK ((version > 0)),
  constraint part_version_why_check CHECK ((length(why) <= 4000)),
  constraint part_version_with_whom_check CHECK ((length(with_whom) <= 1000))
);
alter table improve.part_version enable row level security, force row level security;
create table improve.plan (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  kind text not null,
  review_id uuid,
  made_by uuid,
  made_at timestamp with time zone not null,
  constraint plan_kind_check CHECK ((kind = ANY (ARRAY['five-year'::text, 'trust-improvement'::text, 'academy-long-term'::text, 'academy-improvement'::text, 'professional-learning'::text, 'ofsted-support'::text, 'review-answer'::text, 'network'::text, 'team'::text]))),
  constraint plan_pkey PRIMARY KEY (trust_id, id),
  constraint plan_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id),
  constraint plan_trust_id_made_by_fkey FOREIGN KEY (trust_id, made_by) REFERENCES organisation.person(trust_id, id),
  constraint plan_trust_id_review_id_fkey FOREIGN KEY (trust_id, review_id) REFERENCES diagnose.review(trust_id, id),
  constraint plan_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table improve.plan enable row level security, force row level security;
create table improve.plan_step (
  trust_id uuid not null,
  plan_id uuid not null,
  number integer not null,
  step text not null,
  because text not null,
  taken_by uuid,
  taken_at timestamp with time zone not null,
  constraint plan_step_because_check CHECK (((length(btrim(because)) >= 1) AND (length(btrim(because)) <= 1000))),
  constraint plan_step_number_check CHECK ((number > 0)),
  constraint plan_step_pkey PRIMARY KEY (trust_id, plan_id, number),
  constraint plan_step_step_check CHECK ((step = ANY (ARRAY['pause'::text, 'resume'::text, 'close'::text]))),
  constraint plan_step_trust_id_plan_id_fkey FOREIGN KEY (trust_id, plan_id) REFERENCES improve.plan(trust_id, id),
  constraint plan_step_trust_id_taken_by_fkey FOREIGN KEY (trust_id, taken_by) REFERENCES organisation.person(trust_id, id)
);
alter table improve.plan_step enable row level security, force row level security;
create table improve.plan_version (
  trust_id uuid not null,
  plan_id uuid not null,
  version integer not null,
  title text not null,
  begins_on date not null,
  ends_on date not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint plan_version_check CHECK ((ends_on > begins_on)),
  constraint plan_version_pkey PRIMARY KEY (trust_id, plan_id, version),
  constraint plan_version_title_check CHECK (((length(btrim(title)) >= 1) AND (length(btrim(title)) <= 200))),
  constraint plan_version_trust_id_plan_id_fkey FOREIGN KEY (trust_id, plan_id) REFERENCES improve.plan(trust_id, id),
  constraint plan_version_trust_id_set_by_fkey FOREIGN KEY (trust_id, set_by) REFERENCES organisation.person(trust_id, id),
  constraint plan_version_version_check CHECK ((version > 0))
);
alter table improve.plan_version enable row level security, force row level security;
create table improve.progress (
  trust_id uuid not null,
  plan_id uuid not null,
  number integer not null,
  reviewed_on date not null,
  next_on date,
  written_by uuid,
  written_at timestamp with time zone not null,
  from_file boolean not null default false,
  constraint progress_check CHECK ((next_on > reviewed_on)),
  constraint progress_number_check CHECK ((number > 0)),
  constraint progress_pkey PRIMARY KEY (trust_id, plan_id, number),
  constraint progress_trust_id_plan_id_fkey FOREIGN KEY (trust_id, plan_id) REFERENCES improve.plan(trust_id, id),
  constraint progress_trust_id_written_by_fkey FOREIGN KEY (trust_id, written_by) REFERENCES organisation.person(trust_id, id)
);
alter table improve.progress enable row level security, force row level security;
create table improve.progress_kpi (
  trust_id uuid not null,
  plan_id uuid not null,
  number integer not null,
  part_id uuid not null,
  target_id uuid not null,
  name text not null,
  unit text not null,
  decimals smallint not null,
  better text not null,
  value double precision,
  value_of text,
  needs double precision,
  due date not null,
  baseline double precision,
  baseline_of text,
  baseline_on date,
  by_now double precision,
  constraint progress_kpi_baseline_of_check CHECK (((length(baseline_of) >= 1) AND (length(baseline_of) <= 60))),
  constraint progress_kpi_better_check CHECK ((better = ANY (ARRAY['higher'::text, 'lower'::text]))),
  constraint progress_kpi_check CHECK (((value IS NULL) = (value_of IS NULL))),
  constraint progress_kpi_check1 CHECK ((((baseline IS NULL) = (baseline_on IS NULL)) AND ((baseline IS NULL) = (baseline_of IS NULL)))),
  constraint progress_kpi_decimals_check CHECK (((decimals >= 0) AND (decimals <= 6))),
  constraint progress_kpi_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500))),
  constraint progress_kpi_pkey PRIMARY KEY (trust_id, plan_id, number, part_id, target_id),
  constraint progress_kpi_trust_id_plan_id_number_part_id_fkey FOREIGN KEY (trust_id, plan_id, number, part_id) REFERENCES improve.progress_line(trust_id, plan_id, number, part_id),
  constraint progress_kpi_unit_check CHECK (((length(unit) >= 1) AND (length(unit) <= 30))),
  constraint progress_kpi_value_of_check CHECK (((length(value_of) >= 1) AND (length(value_of) <= 60)))
);
alter table improve.progress_kpi enable row level security, force row level security;
create table improve.progress_line (
  trust_id uuid not null,
  plan_id uuid not null,
  number integer not null,
  part_id uuid not null,
  rag text not null,
  narrative text not null,
  decision text not null,
  kpis text[] not null,
  constraint progress_line_decision_check CHECK ((decision = ANY (ARRAY['continue'::text, 'change'::text, 'stop'::text]))),
  constraint progress_line_narrative_check CHECK (((length(btrim(narrative)) >= 1) AND (length(btrim(narrative)) <= 4000))),
  constraint progress_line_pkey PRIMARY KEY (trust_id, plan_id, number, part_id) INCLUDE (rag),
  constraint progress_line_rag_check CHECK ((rag = ANY (ARRAY['red'::text, 'amber'::text, 'green'::text]))),
  constraint progress_line_trust_id_plan_id_number_fkey FOREIGN KEY (trust_id, plan_id, number) REFERENCES improve.progress(trust_id, plan_id, number),
  constraint progress_line_trust_id_plan_id_part_id_fkey FOREIGN KEY (trust_id, plan_id, part_id) REFERENCES improve.part(trust_id, plan_id, id)
);
alter table improve.progress_line enable row level security, force row level security;
create table improve.reminder (
  trust_id uuid not null,
  person_id uuid not null,
  item text not null,
  occasion text not null,
  due date not null,
  mail_id uuid not null,
  constraint reminder_item_check CHECK (((length(item) >= 1) AND (length(item) <= 200))),
  constraint reminder_occasion_check CHECK ((occasion = ANY (ARRAY['in-7-days'::text, 'in-1-day'::text, 'due'::text, 'overdue'::text, 'digest'::text]))),
  constraint reminder_pkey PRIMARY KEY (trust_id, person_id, item, occasion, due),
  constraint reminder_trust_id_mail_id_fkey FOREIGN KEY (trust_id, mail_id) REFERENCES platform.mail(trust_id, id) ON DELETE CASCADE,
  constraint reminder_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id)
);
alter table improve.reminder enable row level security, force row level security;
create table improve.suggestion (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  part_id uuid not null,
  field text not null,
  was text not null,
  text text not null,
  because text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  constraint suggestion_because_check CHECK ((length(because) <= 1000)),
  constraint suggestion_check CHECK (((length(text) <= 8000) AND (text <> was))),
  constraint suggestion_field_check CHECK ((field = ANY (ARRAY['title'::text, 'why'::text, 'how'::text, 'withWhom'::text, 'adds'::text, 'outcome'::text]))),
  constraint suggestion_pkey PRIMARY KEY (trust_id, id),
  constraint suggestion_trust_id_made_by_fkey FOREIGN KEY (trust_id, made_by) REFERENCES organisation.person(trust_id, id),
  constraint suggestion_trust_id_part_id_fkey FOREIGN KEY (trust_id, part_id) REFERENCES improve.part(trust_id, id),
  constraint suggestion_was_check CHECK ((length(was) <= 8000))
);
alter table improve.suggestion enable row level security, force row level security;
create table improve.suggestion_answer (
  trust_id uuid not null,
  suggestion_id uuid not null,
  verdict text not null,
  because text not null,
  answered_by uuid,
  answered_at timestamp with time zone not null,
  constraint suggestion_answer_check CHECK (((length(because) <= 1000) AND ((verdict = 'accepted'::text) OR (length(btrim(because)) > 0)))),
  constraint suggestion_answer_pkey PRIMARY KEY (trust_id, suggestion_id),
  constraint suggestion_answer_trust_id_answered_by_fkey FOREIGN KEY (trust_id, answered_by) REFERENCES organisation.person(trust_id, id),
  constraint suggestion_answer_trust_id_suggestion_id_fkey FOREIGN KEY (trust_id, suggestion_id) REFERENCES improve.suggestion(trust_id, id),
  constraint suggestion_answer_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'declined'::text])))
);
alter table improve.suggestion_answer enable row level security, force row level security;
create table improve.template (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  made_at timestamp with time zone not null,
  constraint template_pkey PRIMARY KEY (trust_id, id),
  constraint template_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id)
);
alter table improve.template enable row level security, force row level security;
create table improve.template_version (
  trust_id uuid not null,
  template_id uuid not null,
  version integer not null,
  content jsonb not null,
  retired boolean not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint template_version_content_check CHECK ((jsonb_typeof(content) = 'object'::text)),
  constraint template_version_pkey PRIMARY KEY (trust_id, template_id, version),
  constraint template_version_trust_id_set_by_fkey FOREIGN KEY (trust_id, set_by) REFERENCES organisation.person(trust_id, id),
  constraint template_version_trust_id_template_id_fkey FOREIGN KEY (trust_id, template_id) REFERENCES improve.template(trust_id, id),
  constraint template_version_version_check CHECK ((version > 0))
);
alter table improve.template_version enable row level security, force row level security;
create table inspection.by_hand (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  version integer not null,
  unit_id uuid not null,
  inspected_on date not null,
  published_on date,
  kind text not null,
  framework text not null,
  outcomes jsonb not null,
  link text,
  note text,
  log_id uuid,
  withdrawn_because text,
  kept_by uuid,
  kept_at timestamp with time zone not null,
  constraint by_hand_check CHECK ((published_on >= inspected_on)),
  constraint by_hand_framework_check CHECK (((length(framework) >= 1) AND (length(framework) <= 60))),
  constraint by_hand_kind_check CHECK ((kind = ANY (ARRAY['graded'::text, 'ungraded'::text, 'monitoring'::text, 'urgent'::text]))),
  constraint by_hand_link_check CHECK ((length(link) <= 2000)),
  constraint by_hand_log_fkey FOREIGN KEY (trust_id, log_id, unit_id) REFERENCES inspection.log(trust_id, id, unit_id),
  constraint by_hand_note_check CHECK ((length(note) <= 4000)),
  constraint by_hand_outcomes_check CHECK ((jsonb_typeof(outcomes) = 'object'::text)),
  constraint by_hand_pkey PRIMARY KEY (trust_id, id, version),
  constraint by_hand_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id),
  constraint by_hand_trust_id_kept_by_fkey FOREIGN KEY (trust_id, kept_by) REFERENCES organisation.person(trust_id, id),
  constraint by_hand_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint by_hand_version_check CHECK ((version > 0)),
  constraint by_hand_withdrawn_because_check CHECK (((length(btrim(withdrawn_because)) >= 1) AND (length(btrim(withdrawn_because)) <= 1000)))
);
alter table inspection.by_hand enable row level security, force row level security;
create table inspection.checked (
  trust_id uuid not null,
  unit_id uuid not null,
  point text not null,
  version integer not null,
  owner_id uuid,
  state text not null,
  checked_on date,
  checked_by uuid,
  seen text,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint checked_check CHECK ((((state = 'not-checked'::text) = (checked_on IS NULL)) AND ((checked_on IS NULL) = (seen IS NULL)) AND ((checked_on IS NULL) = (checked_by IS NULL)))),
  constraint checked_pkey PRIMARY KEY (trust_id, unit_id, point, version),
  constraint checked_point_check CHECK (((length(point) >= 1) AND (length(point) <= 60))),
  constraint checked_seen_check CHECK (((length(btrim(seen)) >= 1) AND (length(btrim(seen)) <= 2000))),
  constraint checked_state_check CHECK ((state = ANY (ARRAY['not-checked'::text, 'not-ready'::text, 'ready'::text]))),
  constraint checked_trust_id_checked_by_fkey FOREIGN KEY (trust_id, checked_by) REFERENCES organisation.person(trust_id, id),
  constraint checked_trust_id_owner_id_fkey FOREIGN KEY (trust_id, owner_id) REFERENCES organisation.person(trust_id, id),
  constraint checked_trust_id_set_by_fkey FOREIGN KEY (trust_id, set_by) REFERENCES organisation.person(trust_id, id),
  constraint checked_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint checked_version_check CHECK ((version > 0))
);
alter table inspection.checked enable row level security, force row level security;
create table inspection.deferral (
  trust_id uuid not null,
  unit_id uuid not null,
  version integer not null,
  until date,
  reason text not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint deferral_pkey PRIMARY KEY (trust_id, unit_id, version),
  constraint deferral_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 1000))),
  constraint deferral_trust_id_set_by_fkey FOREIGN KEY (trust_id, set_by) REFERENCES organisation.person(trust_id, id),
  constraint deferral_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint deferral_version_check CHECK ((version > 0))
);
alter table inspection.deferral enable row level security, force row level security;
create table inspection.log (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  kind text not null,
  begins_on date not null,
  called text not null,
  opened_by uuid,
  opened_at timestamp with time zone not null,
  constraint log_called_check CHECK ((length(called) <= 2000)),
  constraint log_kind_check CHECK ((kind = ANY (ARRAY['graded'::text, 'ungraded'::text, 'monitoring'::text, 'urgent'::text]))),
  constraint log_pkey PRIMARY KEY (trust_id, id),
  constraint log_trust_id_id_unit_id_key UNIQUE (trust_id, id, unit_id),
  constraint log_trust_id_opened_by_fkey FOREIGN KEY (trust_id, opened_by) REFERENCES organisation.person(trust_id, id),
  constraint log_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table inspection.log enable row level security, force row level security;
create table inspection.log_closing (
  trust_id uuid not null,
  log_id uuid not null,
  said text not null,
  closed_by uuid,
  closed_at timestamp with time zone not null,
  constraint log_closing_pkey PRIMARY KEY (trust_id, log_id),
  constraint log_closing_said_check CHECK (((length(btrim(said)) >= 1) AND (length(btrim(said)) <= 8000))),
  constraint log_closing_trust_id_closed_by_fkey FOREIGN KEY (trust_id, closed_by) REFERENCES organisation.person(trust_id, id),
  constraint log_closing_trust_id_log_id_fkey FOREIGN KEY (trust_id, log_id) REFERENCES inspection.log(trust_id, id)
);
alter table inspection.log_closing enable row level security, force row level security;
create table inspection.log_entry (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  log_id uuid not null,
  at timestamp with time zone not null,
  who text not null,
  asked text not null,
  shown text not null,
  to_do text not null,
  settles uuid,
  written_by uuid,
  written_at timestamp with time zone not null,
  constraint log_entry_asked_check CHECK ((length(asked) <= 4000)),
  constraint log_entry_check CHECK (((length(btrim(((asked || shown) || to_do))) > 0) OR (settles IS NOT NULL))),
  constraint log_entry_pkey PRIMARY KEY (trust_id, log_id, id),
  constraint log_entry_shown_check CHECK ((length(shown) <= 4000)),
  constraint log_entry_to_do_check CHECK ((length(to_do) <= 1000)),
  constraint log_entry_trust_id_log_id_fkey FOREIGN KEY (trust_id, log_id) REFERENCES inspection.log(trust_id, id),
  constraint log_entry_trust_id_log_id_settles_fkey FOREIGN KEY (trust_id, log_id, settles) REFERENCES inspection.log_entry(trust_id, log_id, id),
  constraint log_entry_trust_id_written_by_fkey FOREIGN KEY (trust_id, written_by) REFERENCES organisation.person(trust_id, id),
  constraint log_entry_who_check CHECK ((length(who) <= 200))
);
alter table inspection.log_entry enable row level security, force row level security;
create table inspection.point (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  version integer not null,
  title text not null,
  what text not null,
  fresh_for_days integer not null,
  removed boolean not null default false,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint point_fresh_for_days_check CHECK (((fresh_for_days >= 1) AND (fresh_for_days <= 3650))),
  constraint point_pkey PRIMARY KEY (trust_id, id, version),
  constraint point_title_check CHECK (((length(btrim(title)) >= 1) AND (length(btrim(title)) <= 120))),
  constraint point_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id),
  constraint point_trust_id_set_by_fkey FOREIGN KEY (trust_id, set_by) REFERENCES organisation.person(trust_id, id),
  constraint point_version_check CHECK ((version > 0)),
  constraint point_what_check CHECK ((length(what) <= 1000))
);
alter table inspection.point enable row level security, force row level security;
create table inspection.rests_on (
  trust_id uuid not null,
  unit_id uuid not null,
  point text not null,
  version integer not null,
  item_id uuid not null,
  constraint rests_on_pkey PRIMARY KEY (trust_id, unit_id, point, version, item_id),
  constraint rests_on_trust_id_item_id_fkey FOREIGN KEY (trust_id, item_id) REFERENCES evidence.item(trust_id, id),
  constraint rests_on_trust_id_unit_id_point_version_fkey FOREIGN KEY (trust_id, unit_id, point, version) REFERENCES inspection.checked(trust_id, unit_id, point, version)
);
alter table inspection.rests_on enable row level security, force row level security;
create table job.job (
  id uuid not null default uuidv7(),
  kind text not null,
  once text,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamp with time zone not null default now(),
  detail jsonb not null,
  bytes bigint not null default 0,
  state text not null default 'waiting'::text,
  not_before timestamp with time zone not null default now(),
  attempt integer not null default 0,
  hold uuid,
  beat_at timestamp with time zone,
  progress jsonb,
  outcome jsonb,
  ended_at timestamp with time zone,
  constraint job_bytes_check CHECK ((bytes >= 0)),
  constraint job_check CHECK (((state = 'running'::text) = (hold IS NOT NULL))),
  constraint job_check1 CHECK (((state = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])) = (ended_at IS NOT NULL))),
  constraint job_once_key UNIQUE (once),
  constraint job_pkey PRIMARY KEY (id),
  constraint job_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'refused'::text, 'failed'::text])))
);
create table job.piece (
  job_id uuid not null,
  place integer not null,
  bytes bytea not null,
  constraint piece_job_id_fkey FOREIGN KEY (job_id) REFERENCES job.job(id) ON DELETE CASCADE,
  constraint piece_pkey PRIMARY KEY (job_id, place),
  constraint piece_place_check CHECK ((place >= 0))
);
create table measures.cycle (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  version integer not null default 1,
  name text not null,
  period smallint not null,
  measures text[] not null,
  pupil_groups text[] not null,
  opens date not null,
  due date not null,
  locks date not null,
  constraint cycle_days_in_order CHECK (((opens <= due) AND (due <= locks))),
  constraint cycle_measures_check CHECK (((cardinality(measures) >= 1) AND (cardinality(measures) <= 20))),
  constraint cycle_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 100))),
  constraint cycle_period_check CHECK (((period >= 19910) AND (period <= 21006))),
  constraint cycle_pkey PRIMARY KEY (trust_id, id),
  constraint cycle_pupil_groups_check CHECK (((cardinality(pupil_groups) >= 1) AND (cardinality(pupil_groups) <= 20))),
  constraint cycle_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id),
  constraint cycle_trust_id_name_key UNIQUE (trust_id, name)
);
alter table measures.cycle enable row level security, force row level security;
create table measures.cycle_academy (
  trust_id uuid not null,
  cycle_id uuid not null,
  unit_id uuid not null,
  constraint cycle_academy_pkey PRIMARY KEY (trust_id, cycle_id, unit_id),
  constraint cycle_academy_trust_id_cycle_id_fkey FOREIGN KEY (trust_id, cycle_id) REFERENCES measures.cycle(trust_id, id),
  constraint cycle_academy_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table measures.cycle_academy enable row level security, force row level security;
create table measures.figure (
  trust_id uuid not null,
  measure text not null,
  period smallint not null,
  unit_id uuid not null,
  pupil_group text not null,
  version integer not null,
  value double precision,
  missing text,
  numerator double precision,
  denominator double precision,
  intake_id uuid not null,
  constraint figure_check CHECK (((value IS NULL) <> (missing IS NULL))),
  constraint figure_denominator_check CHECK ((denominator >= (0)::double precision)),
  constraint figure_period_check CHECK ((((period >= 19910) AND (period <= 21006)) AND (((period)::integer % 10) <= 6))),
  constraint figure_pkey PRIMARY KEY (trust_id, measure, period, unit_id, pupil_group, version),
  constraint figure_trust_id_intake_id_fkey FOREIGN KEY (trust_id, intake_id) REFERENCES measures.intake(trust_id, id),
  constraint figure_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint figure_value_check CHECK (((value <> 'NaN'::double precision) AND (abs(value) < ('1000000000000'::numeric)::double precision))),
  constraint figure_version_check CHECK ((version > 0))
);
alter table measures.figure enable row level security, force row level security;
create table measures.intake (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  kind text not null,
  cycle_id uuid,
  brought_by uuid,
  brought_at timestamp with time zone not null,
  constraint intake_kind_check CHECK ((kind = ANY (ARRAY['file'::text, 'pupils'::text, 'page'::text]))),
  constraint intake_pkey PRIMARY KEY (trust_id, id),
  constraint intake_trust_id_brought_by_fkey FOREIGN KEY (trust_id, brought_by) REFERENCES organisation.person(trust_id, id),
  constraint intake_trust_id_cycle_id_fkey FOREIGN KEY (trust_id, cycle_id) REFERENCES measures.cycle(trust_id, id),
  constraint intake_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id)
);
alter table measures.intake enable row level security, force row level security;
create table measures.reminder (
  trust_id uuid not null,
  cycle_id uuid not null,
  unit_id uuid not null,
  occasion text not null,
  due date not null,
  written_at timestamp with time zone not null,
  constraint reminder_occasion_check CHECK ((occasion = ANY (ARRAY['in-7-days'::text, 'in-1-day'::text, 'due'::text, 'overdue'::text]))),
  constraint reminder_pkey PRIMARY KEY (trust_id, cycle_id, unit_id, occasion, due),
  constraint reminder_trust_id_cycle_id_fkey FOREIGN KEY (trust_id, cycle_id) REFERENCES measures.cycle(trust_id, id),
  constraint reminder_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table measures.reminder enable row level security, force row level security;
create table measures.sign_off (
  trust_id uuid not null,
  cycle_id uuid not null,
  unit_id uuid not null,
  number smallint not null,
  kind text not null,
  done_by uuid not null,
  done_at timestamp with time zone not null,
  reason text,
  constraint sign_off_check CHECK ((kind =
CASE ((number)::integer % 2)
    WHEN 1 THEN 'signed-off'::text
    ELSE 'reopened'::text
END)),
  constraint sign_off_check1 CHECK (((kind = 'reopened'::text) = ((reason IS NOT NULL) AND (length(btrim(reason)) > 0)))),
  constraint sign_off_number_check CHECK ((number > 0)),
  constraint sign_off_pkey PRIMARY KEY (trust_id, cycle_id, unit_id, number),
  constraint sign_off_trust_id_cycle_id_fkey FOREIGN KEY (trust_id, cycle_id) REFERENCES measures.cycle(trust_id, id),
  constraint sign_off_trust_id_done_by_fkey FOREIGN KEY (trust_id, done_by) REFERENCES organisation.person(trust_id, id),
  constraint sign_off_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table measures.sign_off enable row level security, force row level security;
create table measures.target (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  version integer not null,
  unit_id uuid not null,
  measure text not null,
  period smallint not null,
  pupil_group text not null,
  basis text not null,
  figure double precision not null,
  reference_period smallint,
  other_group text,
  source text not null,
  owner_id uuid not null,
  ended boolean not null default false,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint target_basis_check CHECK ((basis = ANY (ARRAY['national-percentile'::text, 'absolute'::text, 'change'::text, 'gap'::text, 'similar-schools'::text]))),
  constraint target_check CHECK (((basis = 'gap'::text) = (other_group IS NOT NULL))),
  constraint target_check1 CHECK (((basis <> ALL (ARRAY['national-percentile'::text, 'change'::text, 'similar-schools'::text])) OR (reference_period IS NOT NULL))),
  constraint target_check2 CHECK (((basis <> ALL (ARRAY['national-percentile'::text, 'similar-schools'::text])) OR ((figure >= (1)::double precision) AND (figure <= (99)::double precision)))),
  constraint target_figure_check CHECK (((figure <> 'NaN'::double precision) AND (abs(figure) < ('1000000000000'::numeric)::double precision))),
  constraint target_period_check CHECK ((((period >= 19910) AND (period <= 21006)) AND (((period)::integer % 10) <= 6))),
  constraint target_pkey PRIMARY KEY (trust_id, id, version),
  constraint target_reference_period_check CHECK (((reference_period >= 19910) AND (reference_period <= 21006))),
  constraint target_source_check CHECK (((length(btrim(source)) >= 1) AND (length(btrim(source)) <= 300))),
  constraint target_trust_id_owner_id_fkey FOREIGN KEY (trust_id, owner_id) REFERENCES organisation.person(trust_id, id),
  constraint target_trust_id_set_by_fkey FOREIGN KEY (trust_id, set_by) REFERENCES organisation.person(trust_id, id),
  constraint target_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint target_version_check CHECK ((version > 0))
);
alter table measures.target enable row level security, force row level security;
create table organisation.academy (
  trust_id uuid not null,
  unit_id uuid not null,
  urn integer not null,
  phase text not null,
  low_age smallint,
  high_age smallint,
  town text,
  easting integer,
  northing integer,
  pupils integer,
  joined date,
  years_to_lighthouse smallint not null default 5,
  predecessors integer[] not null default '{}'::integer[],
  constraint academy_pkey PRIMARY KEY (trust_id, unit_id),
  constraint academy_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint academy_trust_id_urn_key UNIQUE (trust_id, urn),
  constraint academy_urn_check CHECK (((urn >= 100000) AND (urn <= 999999)))
);
alter table organisation.academy enable row level security, force row level security;
create table organisation.directory (
  trust_id uuid not null default uuidv7(),
  slug text not null,
  name text not null,
  uid integer,
  fictional boolean not null default false,
  constraint directory_pkey PRIMARY KEY (trust_id),
  constraint directory_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{1,60}$'::text)),
  constraint directory_slug_key UNIQUE (slug),
  constraint directory_uid_key UNIQUE (uid)
);
create table organisation.half_term (
  trust_id uuid not null,
  unit_id uuid not null,
  school_year text not null,
  number smallint not null,
  name text not null,
  dates daterange not null,
  constraint half_term_dates_check CHECK ((NOT isempty(dates))),
  constraint half_term_number_check CHECK (((number >= 1) AND (number <= 6))),
  constraint half_term_pkey PRIMARY KEY (trust_id, unit_id, school_year, number),
  constraint half_term_school_year_check CHECK ((school_year ~ '^20\d\d/\d\d$'::text)),
  constraint half_term_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint half_term_trust_id_unit_id_school_year_fkey FOREIGN KEY (trust_id, unit_id, school_year) REFERENCES organisation.school_year(trust_id, unit_id, school_year) ON DELETE CASCADE,
  constraint half_terms_do_not_overlap EXCLUDE USING gist (trust_id WITH =, unit_id WITH =, dates WITH &&)
);
alter table organisation.half_term enable row level security, force row level security;
create table organisation.inset_day (
  trust_id uuid not null,
  unit_id uuid not null,
  school_year text not null,
  day date not null,
  constraint inset_day_pkey PRIMARY KEY (trust_id, unit_id, day),
  constraint inset_day_trust_id_unit_id_school_year_fkey FOREIGN KEY (trust_id, unit_id, school_year) REFERENCES organisation.school_year(trust_id, unit_id, school_year) ON DELETE CASCADE
);
alter table organisation.inset_day enable row level security, force row level security;
create table organisation.invitation (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  email text not null,
  token_hash bytea not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  used_at timestamp with time zone,
  constraint invitation_check CHECK ((expires_at > made_at)),
  constraint invitation_check1 CHECK (((withdrawn_at IS NULL) OR (used_at IS NULL))),
  constraint invitation_pkey PRIMARY KEY (trust_id, id),
  constraint invitation_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id),
  constraint invitation_trust_id_token_hash_key UNIQUE (trust_id, token_hash)
);
alter table organisation.invitation enable row level security, force row level security;
create table organisation.meeting (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  body_id uuid not null,
  held_on date not null,
  constraint meeting_pkey PRIMARY KEY (trust_id, id),
  constraint meeting_trust_id_body_id_fkey FOREIGN KEY (trust_id, body_id) REFERENCES organisation.unit(trust_id, id),
  constraint meeting_trust_id_body_id_held_on_key UNIQUE (trust_id, body_id, held_on)
);
alter table organisation.meeting enable row level security, force row level security;
create table organisation.person (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  email text,
  account_id uuid,
  version integer not null default 1,
  roles_changed_at timestamp with time zone,
  constraint person_email_check CHECK ((email = lower(email))),
  constraint person_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200))),
  constraint person_pkey PRIMARY KEY (trust_id, id),
  constraint person_trust_id_account_id_key UNIQUE (trust_id, account_id),
  constraint person_trust_id_email_key UNIQUE (trust_id, email),
  constraint person_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id)
);
alter table organisation.person enable row level security, force row level security;
create table organisation.placement (
  trust_id uuid not null,
  academy_id uuid not null,
  region_id uuid not null,
  held daterange not null,
  constraint placement_held_check CHECK ((NOT isempty(held))),
  constraint placement_pkey PRIMARY KEY (trust_id, academy_id, held WITHOUT OVERLAPS),
  constraint placement_trust_id_academy_id_fkey FOREIGN KEY (trust_id, academy_id) REFERENCES organisation.unit(trust_id, id),
  constraint placement_trust_id_region_id_fkey FOREIGN KEY (trust_id, region_id) REFERENCES organisation.unit(trust_id, id)
);
alter table organisation.placement enable row level security, force row level security;
create table organisation.role (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  kind text not null,
  unit_id uuid not null,
  held tstzrange not null,
  constraint role_held_check CHECK ((NOT isempty(held))),
  constraint role_kind_check CHECK ((kind = ANY (ARRAY['managing-director'::text, 'deputy-managing-director'::text, 'national-director'::text, 'regional-ceo'::text, 'principal'::text, 'sle'::text, 'central-team'::text, 'eob-member'::text, 'trustee'::text, 'administrator'::text]))),
  constraint role_periods_do_not_overlap EXCLUDE USING gist (trust_id WITH =, person_id WITH =, kind WITH =, unit_id WITH =, held WITH &&),
  constraint role_pkey PRIMARY KEY (trust_id, id),
  constraint role_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id),
  constraint role_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table organisation.role enable row level security, force row level security;
create table organisation.school_year (
  trust_id uuid not null,
  unit_id uuid not null,
  school_year text not null,
  source text not null,
  version integer not null default 1,
  constraint school_year_pkey PRIMARY KEY (trust_id, unit_id, school_year),
  constraint school_year_school_year_check CHECK ((school_year ~ '^20\d\d/\d\d$'::text)),
  constraint school_year_source_check CHECK (((length(btrim(source)) >= 1) AND (length(btrim(source)) <= 300))),
  constraint school_year_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table organisation.school_year enable row level security, force row level security;
create table organisation.sign_in_rule (
  trust_id uuid not null,
  second_factor_for text[] not null default '{}'::text[],
  version integer not null default 1,
  constraint sign_in_rule_pkey PRIMARY KEY (trust_id),
  constraint sign_in_rule_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id)
);
alter table organisation.sign_in_rule enable row level security, force row level security;
create table organisation.token (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  name text not null,
  hash bytea not null,
  scopes text[] not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint token_check CHECK ((ends_at >= made_at)),
  constraint token_hash_check CHECK ((length(hash) = 32)),
  constraint token_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 100))),
  constraint token_pkey PRIMARY KEY (trust_id, id),
  constraint token_scopes_check CHECK (((scopes <@ ARRAY['read'::text, 'write'::text]) AND (cardinality(scopes) > 0))),
  constraint token_trust_id_hash_key UNIQUE (trust_id, hash),
  constraint token_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id)
);
alter table organisation.token enable row level security, force row level security;
create table organisation.unit (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  kind text not null,
  name text not null,
  constraint unit_kind_check CHECK ((kind = ANY (ARRAY['trust'::text, 'region'::text, 'academy'::text, 'board'::text, 'network'::text]))),
  constraint unit_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200))),
  constraint unit_pkey PRIMARY KEY (trust_id, id),
  constraint unit_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id),
  constraint unit_trust_id_kind_name_key UNIQUE (trust_id, kind, name)
);
alter table organisation.unit enable row level security, force row level security;
create table organisation.words (
  trust_id uuid not null,
  academy text not null default 'academy'::text,
  academies text not null default 'academies'::text,
  principal text not null default 'Principal'::text,
  region text not null default 'region'::text,
  board text not null default 'EOB'::text,
  version integer not null default 1,
  regions text not null default 'regions'::text,
  constraint words_are_given CHECK ((LEAST(length(btrim(academy)), length(btrim(academies)), length(btrim(principal)), length(btrim(region)), length(btrim(regions)), length(btrim(board))) >= 1)),
  constraint words_are_short CHECK ((GREATEST(length(academy), length(academies), length(principal), length(region), length(regions), length(board)) <= 40)),
  constraint words_hold_no_markup CHECK ((concat(academy, academies, principal, region, regions, board) !~ '[<>]'::text)),
  constraint words_pkey PRIMARY KEY (trust_id),
  constraint words_trust_id_fkey FOREIGN KEY (trust_id) REFERENCES organisation.directory(trust_id)
);
alter table organisation.words enable row level security, force row level security;
create table platform.mail (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  purpose text not null,
  day date not null,
  address text not null,
  subject text not null,
  body text not null,
  made_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  ended_at timestamp with time zone,
  outcome text,
  constraint mail_address_check CHECK (((length(address) >= 3) AND (length(address) <= 320))),
  constraint mail_check CHECK (((ended_at IS NULL) OR (taken_at IS NOT NULL))),
  constraint mail_check1 CHECK (((ended_at IS NULL) = (outcome IS NULL))),
  constraint mail_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'refused'::text]))),
  constraint mail_pkey PRIMARY KEY (trust_id, id),
  constraint mail_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 60))),
  constraint mail_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 300))),
  constraint mail_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id),
  constraint mail_trust_id_person_id_purpose_day_key UNIQUE (trust_id, person_id, purpose, day)
);
alter table platform.mail enable row level security, force row level security;
create table platform.once (
  trust_id uuid not null,
  person_id uuid not null,
  key bytea not null,
  nth smallint not null,
  outcome jsonb,
  at timestamp with time zone not null,
  fingerprint bytea,
  constraint once_pkey PRIMARY KEY (trust_id, person_id, key, nth),
  constraint once_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id)
);
alter table platform.once enable row level security, force row level security;
create table sign_in.account (
  id uuid not null default uuidv7(),
  email text not null,
  name text not null,
  password_hash text,
  site_operator boolean not null default false,
  ended_at timestamp with time zone,
  constraint account_email_check CHECK (((email = lower(email)) AND (email ~~ '%_@_%'::text))),
  constraint account_email_key UNIQUE (email),
  constraint account_pkey PRIMARY KEY (id)
);
create table sign_in.attempt (
  key text not null,
  at timestamp with time zone not null default clock_timestamp()
);
create table sign_in.challenge (
  hash bytea not null,
  account_id uuid,
  ends_at timestamp with time zone not null,
  constraint challenge_account_id_fkey FOREIGN KEY (account_id) REFERENCES sign_in.account(id),
  constraint challenge_pkey PRIMARY KEY (hash)
);
create table sign_in.half_session (
  token_hash bytea not null,
  account_id uuid not null,
  browser text not null default ''::text,
  ends_at timestamp with time zone not null,
  constraint half_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES sign_in.account(id),
  constraint half_session_browser_check CHECK ((length(browser) <= 60)),
  constraint half_session_pkey PRIMARY KEY (token_hash)
);
create table sign_in.identity (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  issuer text not null,
  subject text not null,
  provider text not null,
  two_factors boolean not null default false,
  linked_at timestamp with time zone not null default now(),
  used_at timestamp with time zone,
  constraint identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES sign_in.account(id),
  constraint identity_issuer_subject_key UNIQUE (issuer, subject),
  constraint identity_pkey PRIMARY KEY (id)
);
create table sign_in.passkey (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}'::text[],
  name text not null,
  made_at timestamp with time zone not null default now(),
  used_at timestamp with time zone,
  constraint passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES sign_in.account(id),
  constraint passkey_credential_id_key UNIQUE (credential_id),
  constraint passkey_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 60))),
  constraint passkey_pkey PRIMARY KEY (id)
);
create table sign_in.recovery_code (
  account_id uuid not null,
  hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES sign_in.account(id),
  constraint recovery_code_hash_check CHECK ((length(hash) = 32)),
  constraint recovery_code_pkey PRIMARY KEY (account_id, hash)
);
create table sign_in.reset (
  id uuid not null default uuidv7(),
  token_hash bytea not null,
  account_id uuid not null,
  made_in uuid,
  made_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  used_at timestamp with time zone,
  constraint reset_account_id_fkey FOREIGN KEY (account_id) REFERENCES sign_in.account(id),
  constraint reset_check CHECK (((withdrawn_at IS NULL) OR (used_at IS NULL))),
  constraint reset_pkey PRIMARY KEY (id),
  constraint reset_token_hash_key UNIQUE (token_hash)
);
create table sign_in.session (
  token_hash bytea not null,
  account_id uuid not null,
  form_token text not null,
  begun_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  ends_at timestamp with time zone not null,
  id uuid not null default uuidv7(),
  browser text not null default ''::text,
  factors smallint not null default 1,
  proven_at timestamp with time zone not null default now(),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES sign_in.account(id),
  constraint session_browser_check CHECK ((length(browser) <= 60)),
  constraint session_factors_check CHECK ((factors = ANY (ARRAY[1, 2]))),
  constraint session_pkey PRIMARY KEY (token_hash)
);
create table sign_in.totp (
  account_id uuid not null,
  sealed bytea not null,
  made_at timestamp with time zone not null default now(),
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0,
  constraint totp_account_id_fkey FOREIGN KEY (account_id) REFERENCES sign_in.account(id),
  constraint totp_pkey PRIMARY KEY (account_id)
);
create table sign_in.way (
  token_hash bytea not null,
  sealed bytea not null,
  ends_at timestamp with time zone not null,
  constraint way_pkey PRIMARY KEY (token_hash)
);
create table strengths.offer (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  version integer not null,
  unit_id uuid not null,
  judgement_id uuid not null,
  subject text,
  phase text not null,
  person_id uuid,
  says text not null,
  offered_from date not null,
  offered_until date,
  withdrawn text,
  set_by uuid not null,
  set_at timestamp with time zone not null,
  constraint offer_check CHECK ((offered_until >= offered_from)),
  constraint offer_phase_check CHECK ((phase = ANY (ARRAY['early-years'::text, 'primary'::text, 'secondary'::text, 'post-16'::text, 'all'::text]))),
  constraint offer_pkey PRIMARY KEY (trust_id, id, version),
  constraint offer_says_check CHECK (((length(btrim(says)) >= 1) AND (length(btrim(says)) <= 500))),
  constraint offer_trust_id_judgement_id_fkey FOREIGN KEY (trust_id, judgement_id) REFERENCES diagnose.judgement(trust_id, id),
  constraint offer_trust_id_person_id_fkey FOREIGN KEY (trust_id, person_id) REFERENCES organisation.person(trust_id, id),
  constraint offer_trust_id_set_by_fkey FOREIGN KEY (trust_id, set_by) REFERENCES organisation.person(trust_id, id),
  constraint offer_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id),
  constraint offer_version_check CHECK ((version > 0)),
  constraint offer_withdrawn_check CHECK (((length(btrim(withdrawn)) >= 1) AND (length(btrim(withdrawn)) <= 500)))
);
alter table strengths.offer enable row level security, force row level security;
create table strengths.specialism (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  kind text not null,
  subject text,
  lineage uuid,
  reach text not null,
  constraint one_in_each UNIQUE NULLS NOT DISTINCT (trust_id, unit_id, kind, subject, lineage),
  constraint specialism_check CHECK ((num_nonnulls(subject, lineage) > 0)),
  constraint specialism_kind_check CHECK ((kind = ANY (ARRAY['specialism'::text, 'satellite'::text]))),
  constraint specialism_pkey PRIMARY KEY (trust_id, id),
  constraint specialism_reach_check CHECK ((reach = ANY (ARRAY['trust'::text, 'region'::text]))),
  constraint specialism_trust_id_unit_id_fkey FOREIGN KEY (trust_id, unit_id) REFERENCES organisation.unit(trust_id, id)
);
alter table strengths.specialism enable row level security, force row level security;
create table strengths.step (
  trust_id uuid not null,
  specialism_id uuid not null,
  number smallint not null,
  kind text not null,
  decided_on date not null,
  meeting_id uuid,
  decided_by uuid not null,
  role text not null,
  recorded_at timestamp with time zone not null,
  review_by date,
  reason text,
  constraint step_check CHECK (((kind = 'withdrawn'::text) = (reason IS NOT NULL))),
  constraint step_check1 CHECK (((kind = 'withdrawn'::text) = (review_by IS NULL))),
  constraint step_kind_check CHECK ((kind = ANY (ARRAY['awarded'::text, 'renewed'::text, 'withdrawn'::text]))),
  constraint step_number_check CHECK ((number > 0)),
  constraint step_pkey PRIMARY KEY (trust_id, specialism_id, number),
  constraint step_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 1000))),
  constraint step_trust_id_decided_by_fkey FOREIGN KEY (trust_id, decided_by) REFERENCES organisation.person(trust_id, id),
  constraint step_trust_id_meeting_id_fkey FOREIGN KEY (trust_id, meeting_id) REFERENCES organisation.meeting(trust_id, id),
  constraint step_trust_id_specialism_id_fkey FOREIGN KEY (trust_id, specialism_id) REFERENCES strengths.specialism(trust_id, id)
);
alter table strengths.step enable row level security, force row level security;
create table strengths.test (
  trust_id uuid not null,
  specialism_id uuid not null,
  number smallint not null,
  test text not null,
  says text not null,
  constraint test_pkey PRIMARY KEY (trust_id, specialism_id, number, test),
  constraint test_says_check CHECK (((length(btrim(says)) >= 1) AND (length(btrim(says)) <= 1000))),
  constraint test_test_check CHECK ((test = ANY (ARRAY['strength'::text, 'support'::text, 'cpd'::text, 'success'::text]))),
  constraint test_trust_id_specialism_id_number_fkey FOREIGN KEY (trust_id, specialism_id, number) REFERENCES strengths.step(trust_id, specialism_id, number)
);
alter table strengths.test enable row level security, force row level security;
create table strengths.test_rests_on (
  trust_id uuid not null,
  specialism_id uuid not null,
  number smallint not null,
  test text not null,
  item_id uuid not null,
  constraint test_rests_on_pkey PRIMARY KEY (trust_id, specialism_id, number, test, item_id),
  constraint test_rests_on_trust_id_item_id_fkey FOREIGN KEY (trust_id, item_id) REFERENCES evidence.item(trust_id, id),
  constraint test_rests_on_trust_id_specialism_id_number_test_fkey FOREIGN KEY (trust_id, specialism_id, number, test) REFERENCES strengths.test(trust_id, specialism_id, number, test)
);
alter table strengths.test_rests_on enable row level security, force row level security;

-- views
create view "national".school_succession with (security_invoker=true) as
 SELECT school_link.linked_urn AS earlier,
    school_link.urn AS later
   FROM "national".school_link
  WHERE (school_link.direction = 'predecessor'::text)
UNION
 SELECT school_link.urn AS earlier,
    school_link.linked_urn AS later
   FROM "national".school_link
  WHERE (school_link.direction = 'successor'::text);

-- indexes
CREATE INDEX account_by_part_of_email ON sign_in.account USING gin (email gin_trgm_ops);
CREATE INDEX account_by_part_of_name ON sign_in.account USING gin (lower(name) gin_trgm_ops);
CREATE INDEX account_name_id_idx ON sign_in.account USING btree (name, id);
CREATE INDEX action_step_evidence_trust_id_item_id_idx ON improve.action_step_evidence USING btree (trust_id, item_id);
CREATE INDEX approval_trust_id_plan_id_revision_approved_by_approved_at_idx ON improve.approval USING btree (trust_id, plan_id, revision DESC) INCLUDE (approved_by, approved_at);
CREATE INDEX attempt_key_at_idx ON sign_in.attempt USING btree (key, at);
CREATE INDEX by_hand_trust_id_unit_id_idx ON inspection.by_hand USING btree (trust_id, unit_id);
CREATE INDEX category_held_trust_id_decision_id_idx ON diagnose.category_held USING btree (trust_id, decision_id);
CREATE INDEX comment_trust_id_part_id_idx ON improve.comment USING btree (trust_id, part_id);
CREATE INDEX fact_by_import ON "national".fact USING brin (import);
CREATE INDEX fact_by_period ON "national".fact USING brin (period, import) WITH (pages_per_range='32', autosummarize='on');
CREATE INDEX fact_school_by_urn ON "national".fact_school USING btree (urn);
CREATE INDEX figure_trust_id_unit_id_period_idx ON measures.figure USING btree (trust_id, unit_id, period);
CREATE INDEX finding_answer_trust_id_finding_id_idx ON diagnose.finding_answer USING btree (trust_id, finding_id);
CREATE INDEX finding_answer_trust_id_owner_id_finding_id_idx ON diagnose.finding_answer USING btree (trust_id, owner_id) INCLUDE (finding_id);
CREATE INDEX finding_of_review ON diagnose.finding USING btree (trust_id, review_id) INCLUDE (id, kind);
CREATE INDEX finding_trust_id_owner_id_review_id_idx ON diagnose.finding USING btree (trust_id, owner_id) INCLUDE (review_id) WHERE (owner_id IS NOT NULL);
CREATE INDEX half_session_account_id_idx ON sign_in.half_session USING btree (account_id);
CREATE INDEX identity_account_id_idx ON sign_in.identity USING btree (account_id);
CREATE INDEX inspection_by_import ON "national".inspection USING btree (import);
CREATE INDEX invitation_trust_id_person_id_made_at_idx ON organisation.invitation USING btree (trust_id, person_id, made_at);
CREATE INDEX item_of_unit ON evidence.item USING btree (trust_id, unit_id, id DESC);
CREATE INDEX item_said ON evidence.item USING btree (trust_id, id) INCLUDE (unit_id, sensitivity, brief);
CREATE INDEX item_trust_id_unit_id_dated_idx ON evidence.item USING btree (trust_id, unit_id, dated);
CREATE INDEX job_by_kind ON job.job USING btree (kind, id);
CREATE INDEX job_to_take ON job.job USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX judgement_beside_the_board ON diagnose.judgement USING btree (trust_id, id) INCLUDE (unit_id, replaces) WHERE (perspective = ANY (ARRAY['peer'::text, 'external'::text]));
CREATE INDEX judgement_of_unit_in_order ON diagnose.judgement USING btree (trust_id, unit_id, id);
CREATE INDEX judgement_said ON diagnose.judgement USING btree (trust_id, id) INCLUDE (unit_id, brief);
CREATE INDEX judgement_trust_id_review_id_idx ON diagnose.judgement USING btree (trust_id, review_id) WHERE (review_id IS NOT NULL);
CREATE INDEX log_trust_id_unit_id_idx ON inspection.log USING btree (trust_id, unit_id);
CREATE INDEX mail_made_at_idx ON platform.mail USING btree (made_at) WHERE (taken_at IS NULL);
CREATE INDEX mail_of_day ON platform.mail USING btree (trust_id, day);
CREATE INDEX membership_by_trust ON "national".membership USING btree (uid);
CREATE INDEX offer_trust_id_unit_id_idx ON strengths.offer USING btree (trust_id, unit_id);
CREATE INDEX once_at_idx ON platform.once USING btree (at);
CREATE INDEX organisation_facts_import_period_idx ON "national".organisation_facts USING btree (import, period);
CREATE INDEX part_of_plan ON improve.part USING btree (trust_id, plan_id, under_id) INCLUDE (id, kind, made_at);
CREATE INDEX part_owner_of_version ON improve.part_owner USING btree (trust_id, part_id, version) INCLUDE (duty, person_id, role, held);
CREATE INDEX part_owner_trust_id_person_id_idx ON improve.part_owner USING btree (trust_id, person_id);
CREATE INDEX part_version_trust_id_supports_id_idx ON improve.part_version USING btree (trust_id, supports_id);
CREATE INDEX passkey_account_id_idx ON sign_in.passkey USING btree (account_id);
CREATE INDEX person_of_account ON organisation.person USING btree (account_id) INCLUDE (trust_id);
CREATE INDEX placement_of_trust ON organisation.placement USING btree (trust_id, academy_id) INCLUDE (region_id, held);
CREATE INDEX plan_trust_id_review_id_idx ON improve.plan USING btree (trust_id, review_id);
CREATE INDEX plan_trust_id_unit_id_idx ON improve.plan USING btree (trust_id, unit_id);
CREATE INDEX reminder_trust_id_mail_id_idx ON improve.reminder USING btree (trust_id, mail_id);
CREATE INDEX rests_on_trust_id_item_id_idx ON diagnose.rests_on USING btree (trust_id, item_id);
CREATE INDEX review_by_id ON diagnose.review USING btree (trust_id, id) INCLUDE (unit_id);
CREATE INDEX review_of_kind ON diagnose.review USING btree (trust_id, kind, planned_at DESC, id DESC);
CREATE INDEX review_of_unit ON diagnose.review USING btree (trust_id, unit_id, planned_at DESC) INCLUDE (id, state, kind);
CREATE INDEX review_open ON diagnose.review USING btree (trust_id, planned_at DESC, id DESC) WHERE (state <> ALL (ARRAY['agreed'::text, 'closed'::text]));
CREATE INDEX review_rests_on_trust_id_item_id_idx ON diagnose.review_rests_on USING btree (trust_id, item_id);
CREATE INDEX review_reviewer_trust_id_person_id_idx ON diagnose.review_reviewer USING btree (trust_id, person_id);
CREATE INDEX review_row_come_to ON diagnose.review_row USING btree (trust_id, review_id) INCLUDE (indicator, status);
CREATE INDEX review_sent ON diagnose.review_step USING btree (trust_id, review_id) INCLUDE (taken_at) WHERE (to_state = 'sent'::text);
CREATE INDEX review_trust_id_lead_id_idx ON diagnose.review USING btree (trust_id, lead_id);
CREATE INDEX review_trust_id_planned_at_id_idx ON diagnose.review USING btree (trust_id, planned_at DESC, id DESC);
CREATE INDEX role_of_trust ON organisation.role USING btree (trust_id, unit_id) INCLUDE (id, person_id, kind, held);
CREATE INDEX role_trust_id_person_id_idx ON organisation.role USING btree (trust_id, person_id);
CREATE INDEX school_by_laestab ON "national".school USING btree (la_code, establishment_number);
CREATE INDEX school_by_name ON "national".school USING btree (lower(name) text_pattern_ops);
CREATE INDEX school_link_backwards ON "national".school_link USING btree (linked_urn);
CREATE INDEX session_account_id_idx ON sign_in.session USING btree (account_id);
CREATE INDEX similar_school_by_period ON "national".similar_school USING btree (period, stratum);
CREATE INDEX suggestion_trust_id_part_id_idx ON improve.suggestion USING btree (trust_id, part_id);
CREATE INDEX test_rests_on_trust_id_item_id_idx ON strengths.test_rests_on USING btree (trust_id, item_id);
CREATE INDEX token_trust_id_person_id_idx ON organisation.token USING btree (trust_id, person_id);
CREATE INDEX trust_by_companies_house ON "national".trust USING btree (companies_house);
CREATE INDEX trust_by_name ON "national".trust USING btree (lower(name) text_pattern_ops);
CREATE INDEX trust_by_reference ON "national".trust USING btree (reference);
CREATE UNIQUE INDEX followed_once ON evidence.item USING btree (trust_id, follows) WHERE (follows IS NOT NULL);
CREATE UNIQUE INDEX invitation_one_open ON organisation.invitation USING btree (trust_id, person_id) WHERE ((withdrawn_at IS NULL) AND (used_at IS NULL));
CREATE UNIQUE INDEX membership_one_current_trust ON "national".membership USING btree (urn) WHERE current;
CREATE UNIQUE INDEX one_draft_at_a_time ON frameworks.edition USING btree (trust_id, framework_id) WHERE (in_use_from IS NULL);
CREATE UNIQUE INDEX reset_one_open ON sign_in.reset USING btree (account_id) WHERE ((withdrawn_at IS NULL) AND (used_at IS NULL));
CREATE UNIQUE INDEX result_import_one_in_force ON "national".result_import USING btree (dataset, periods, authorities) NULLS NOT DISTINCT WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX session_id_idx ON sign_in.session USING btree (id);

-- statistics
CREATE STATISTICS diagnose.judgement_of_unit (dependencies) ON trust_id, unit_id, lineage FROM diagnose.judgement;

-- row-level policies
create policy sign_in_site_chain on audit.event for all using (trust_id = '00000000-0000-0000-0000-000000000000'::uuid) with check (trust_id = '00000000-0000-0000-0000-000000000000'::uuid);
create policy sign_in_site_chain on audit.head for all using (trust_id = '00000000-0000-0000-0000-000000000000'::uuid) with check (trust_id = '00000000-0000-0000-0000-000000000000'::uuid);
create policy tenant_delete on audit.event for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on audit.head for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.blind for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.board for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.campaign for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.category_held for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.decision for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.finding for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.finding_answer for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.finding_check for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.finding_check_rests_on for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.finding_escalation for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.joining for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.judgement for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.rests_on for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.review for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.review_reply for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.review_rests_on for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.review_reviewer for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.review_row for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on diagnose.review_step for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on evidence.chunk for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on evidence.item for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on evidence.withdrawal for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on frameworks.edition for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on frameworks.framework for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on frameworks.indicator for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.action_step for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.action_step_evidence for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.approval for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.comment for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.comment_resolved for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.digest_choice for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.impact for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.part for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.part_needs for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.part_owner for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.part_reason for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.part_version for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.plan for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.plan_step for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.plan_version for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.progress for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.progress_kpi for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.progress_line for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.reminder for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.suggestion for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.suggestion_answer for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.template for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on improve.template_version for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on inspection.by_hand for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on inspection.checked for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on inspection.deferral for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on inspection.log for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on inspection.log_closing for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on inspection.log_entry for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on inspection.point for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on inspection.rests_on for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on measures.cycle for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on measures.cycle_academy for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on measures.figure for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on measures.intake for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on measures.reminder for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on measures.sign_off for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on measures.target for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.academy for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.half_term for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.inset_day for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.invitation for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.meeting for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.person for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.placement for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.role for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.school_year for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.sign_in_rule for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.token for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.unit for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on organisation.words for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on platform.mail for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on platform.once for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on strengths.offer for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on strengths.specialism for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on strengths.step for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on strengths.test for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_delete on strengths.test_rests_on for delete using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on audit.event for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on audit.head for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.blind for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.board for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.campaign for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.category_held for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.decision for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.finding for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.finding_answer for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.finding_check for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.finding_check_rests_on for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.finding_escalation for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.joining for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.judgement for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.rests_on for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.review for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.review_reply for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.review_rests_on for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.review_reviewer for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.review_row for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on diagnose.review_step for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on evidence.chunk for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on evidence.item for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on evidence.withdrawal for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on frameworks.edition for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on frameworks.framework for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on frameworks.indicator for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.action_step for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.action_step_evidence for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.approval for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.comment for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.comment_resolved for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.digest_choice for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.impact for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.part for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.part_needs for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.part_owner for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.part_reason for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.part_version for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.plan for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.plan_step for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.plan_version for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.progress for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.progress_kpi for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.progress_line for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.reminder for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.suggestion for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.suggestion_answer for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.template for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on improve.template_version for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on inspection.by_hand for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on inspection.checked for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on inspection.deferral for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on inspection.log for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on inspection.log_closing for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on inspection.log_entry for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on inspection.point for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on inspection.rests_on for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on measures.cycle for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on measures.cycle_academy for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on measures.figure for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on measures.intake for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on measures.reminder for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on measures.sign_off for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on measures.target for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.academy for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.half_term for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.inset_day for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.invitation for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.meeting for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.person for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.placement for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.role for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.school_year for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.sign_in_rule for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.token for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.unit for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on organisation.words for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on platform.mail for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on platform.once for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on strengths.offer for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on strengths.specialism for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on strengths.step for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on strengths.test for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_insert on strengths.test_rests_on for insert with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on audit.event for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on audit.head for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.blind for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.board for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.campaign for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.category_held for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.decision for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.finding for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.finding_answer for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.finding_check for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.finding_check_rests_on for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.finding_escalation for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.joining for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.judgement for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.rests_on for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.review for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.review_reply for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.review_rests_on for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.review_reviewer for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.review_row for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on diagnose.review_step for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on evidence.chunk for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on evidence.item for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on evidence.withdrawal for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on frameworks.edition for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on frameworks.framework for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on frameworks.indicator for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.action_step for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.action_step_evidence for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.approval for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.comment for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.comment_resolved for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.digest_choice for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.impact for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.part for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.part_needs for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.part_owner for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.part_reason for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.part_version for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.plan for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.plan_step for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.plan_version for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.progress for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.progress_kpi for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.progress_line for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.reminder for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.suggestion for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.suggestion_answer for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.template for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on improve.template_version for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on inspection.by_hand for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on inspection.checked for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on inspection.deferral for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on inspection.log for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on inspection.log_closing for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on inspection.log_entry for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on inspection.point for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on inspection.rests_on for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on measures.cycle for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on measures.cycle_academy for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on measures.figure for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on measures.intake for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on measures.reminder for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on measures.sign_off for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on measures.target for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.academy for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.half_term for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.inset_day for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.invitation for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.meeting for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.person for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.placement for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.role for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.school_year for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.sign_in_rule for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.token for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.unit for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on organisation.words for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on platform.mail for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on platform.once for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on strengths.offer for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on strengths.specialism for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on strengths.step for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on strengths.test for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_select on strengths.test_rests_on for select using (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on audit.event for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on audit.head for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.blind for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.board for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.campaign for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.category_held for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.decision for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.finding for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.finding_answer for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.finding_check for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.finding_check_rests_on for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.finding_escalation for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.joining for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.judgement for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.rests_on for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.review for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.review_reply for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.review_rests_on for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.review_reviewer for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.review_row for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on diagnose.review_step for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on evidence.chunk for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on evidence.item for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on evidence.withdrawal for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on frameworks.edition for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on frameworks.framework for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on frameworks.indicator for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.action_step for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.action_step_evidence for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.approval for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.comment for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.comment_resolved for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.digest_choice for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.impact for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.part for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.part_needs for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.part_owner for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.part_reason for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.part_version for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.plan for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.plan_step for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.plan_version for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.progress for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.progress_kpi for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.progress_line for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.reminder for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.suggestion for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.suggestion_answer for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.template for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on improve.template_version for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on inspection.by_hand for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on inspection.checked for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on inspection.deferral for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on inspection.log for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on inspection.log_closing for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on inspection.log_entry for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on inspection.point for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on inspection.rests_on for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on measures.cycle for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on measures.cycle_academy for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on measures.figure for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on measures.intake for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on measures.reminder for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on measures.sign_off for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on measures.target for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.academy for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.half_term for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.inset_day for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.invitation for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.meeting for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.person for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.placement for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.role for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.school_year for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.sign_in_rule for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.token for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.unit for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on organisation.words for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on platform.mail for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on platform.once for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on strengths.offer for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on strengths.specialism for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on strengths.step for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on strengths.test for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));
create policy tenant_update on strengths.test_rests_on for update using (trust_id = ( SELECT platform.tenant() AS tenant)) with check (trust_id = ( SELECT platform.tenant() AS tenant));

-- functions
CREATE OR REPLACE FUNCTION "national".predecessors_of(school integer)
 RETURNS TABLE(urn integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE
BEGIN ATOMIC
 WITH RECURSIVE walk AS (
          SELECT predecessors_of.school AS urn
         UNION
          SELECT s.earlier
            FROM walk walk_1,
             LATERAL ( SELECT l.linked_urn AS earlier
                    FROM "national".school_link l
                   WHERE ((l.urn = walk_1.urn) AND (l.direction = 'predecessor'::text))
                 UNION ALL
                  SELECT l.urn
                    FROM "national".school_link l
                   WHERE ((l.linked_urn = walk_1.urn) AND (l.direction = 'successor'::text))) s
         )
  SELECT walk.urn
    FROM walk
   WHERE (walk.urn <> predecessors_of.school)
   ORDER BY walk.urn;
END
;
CREATE OR REPLACE FUNCTION "national".region_number(name text)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (array_position(ARRAY['north east'::text, 'north west'::text, 'yorkshire and the humber'::text, 'east midlands'::text, 'west midlands'::text, 'east of england'::text, 'london'::text, 'south east'::text, 'south west'::text], lower(name)))::smallint
;
CREATE OR REPLACE FUNCTION "national".successors_of(school integer)
 RETURNS TABLE(urn integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE
BEGIN ATOMIC
 WITH RECURSIVE walk AS (
          SELECT successors_of.school AS urn
         UNION
          SELECT s.later
            FROM walk walk_1,
             LATERAL ( SELECT l.linked_urn AS later
                    FROM "national".school_link l
                   WHERE ((l.urn = walk_1.urn) AND (l.direction = 'successor'::text))
                 UNION ALL
                  SELECT l.urn
                    FROM "national".school_link l
                   WHERE ((l.linked_urn = walk_1.urn) AND (l.direction = 'predecessor'::text))) s
         )
  SELECT walk.urn
    FROM walk
   WHERE (walk.urn <> successors_of.school)
   ORDER BY walk.urn;
END
;
CREATE OR REPLACE FUNCTION audit.only_the_site()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'eddystone_importer' and new.trust_id <> '00000000-0000-0000-0000-000000000000' then
    raise exception 'the importer writes the site''s audit chain only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $function$
;
CREATE OR REPLACE FUNCTION diagnose.refuse_change_of_closed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_table_name = 'review' then
    if old.state = 'closed' then raise exception 'a closed review never changes' using errcode = 'integrity_constraint_violation'; end if;
  elsif (select state from diagnose.review r where r.trust_id = old.trust_id and r.id = old.review_id) = 'closed' then
    raise exception 'a closed review never changes' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$
;
CREATE OR REPLACE FUNCTION evidence.said(title text, body text, url text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((((title || ' '::text) || COALESCE(body, ''::text)) || ' '::text) || COALESCE(regexp_replace(url, '[^[:alnum:]]+'::text, ' '::text, 'g'::text), ''::text))
;
CREATE OR REPLACE FUNCTION frameworks.refuse_change_in_use()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.in_use_from is not null and (new.content is distinct from old.content or new.in_use_from is distinct from old.in_use_from or new.number <> old.number)
  then raise exception 'an edition in use never changes' using errcode = 'check_violation';
  end if;
  if old.closed_on is not null and new.closed_on is distinct from old.closed_on
  then raise exception 'an edition closes once' using errcode = 'check_violation';
  end if;
  return new;
end $function$
;
CREATE OR REPLACE FUNCTION organisation.note_role_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  -- What a restore brings back was noted when it was done.
  if current_setting('eddystone.restoring', true) = 'yes' then return null; end if;
  update organisation.person p set roles_changed_at = clock_timestamp()
  where (p.trust_id, p.id) in (select changed.trust_id, changed.person_id from changed);
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION platform.accept_invitation(token bytea, instant timestamp with time zone, password_hash text, signed_in_as uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  invited record;
  joined uuid;
begin
  perform from organisation.person p join organisation.invitation i on i.trust_id = p.trust_id and i.person_id = p.id
    where i.token_hash = token for update of p;
  select i.trust_id, i.id, i.person_id, i.email, p.name into invited
  from organisation.invitation i join organisation.person p on p.trust_id = i.trust_id and p.id = i.person_id
  where i.token_hash = token and i.withdrawn_at is null and i.used_at is null and i.expires_at > instant and i.email = p.email and p.account_id is null
  for update of i;
  if not found then return null; end if;
  if signed_in_as is null then
    -- An address that has an account is never joined by being equal: its owner signs in with it.
    insert into sign_in.account (email, name, password_hash) values (invited.email, invited.name, accept_invitation.password_hash)
    on conflict (email) do nothing returning id into joined;
  else
    select a.id into joined from sign_in.account a where a.id = signed_in_as and a.email = invited.email and a.ended_at is null for update;
  end if;
  if joined is null then return null; end if;
  update organisation.person p set account_id = joined where p.trust_id = invited.trust_id and p.id = invited.person_id;
  update organisation.invitation i set used_at = instant where i.trust_id = invited.trust_id and i.id = invited.id;
  return joined;
end $function$
;
CREATE OR REPLACE FUNCTION platform.accept_invitation_with_identity(token bytea, instant timestamp with time zone, issuer text, subject text, provider text, two_factors boolean)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare joined uuid;
begin
  joined := platform.accept_invitation(token, instant, null, null);
  if joined is null then return null; end if;
  insert into sign_in.identity (account_id, issuer, subject, provider, two_factors)
  values (joined, accept_invitation_with_identity.issuer, accept_invitation_with_identity.subject, accept_invitation_with_identity.provider, accept_invitation_with_identity.two_factors);
  return joined;
end $function$
;
CREATE OR REPLACE FUNCTION platform.brief(said text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN (octet_length((s.words)::text) <= 1500) THEN s.words ELSE NULL::tsvector END AS "case" FROM (SELECT strip(to_tsvector('english'::regconfig, "left"(brief.said, 100000))) AS words) s)
;
CREATE OR REPLACE FUNCTION platform.tenant()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('eddystone.trust', true), '')::uuid $function$
;
CREATE OR REPLACE PROCEDURE platform.tenant_table(IN tenant_table regclass, IN commands text[] DEFAULT ARRAY['select'::text, 'insert'::text, 'update'::text, 'delete'::text])
 LANGUAGE plpgsql
AS $procedure$
declare command text;
begin
  execute format('alter table %s enable row level security, force row level security', tenant_table);
  execute format('create policy tenant_select on %s for select using (trust_id = (select platform.tenant()))', tenant_table);
  execute format('create policy tenant_insert on %s for insert with check (trust_id = (select platform.tenant()))', tenant_table);
  execute format('create policy tenant_update on %s for update using (trust_id = (select platform.tenant())) with check (trust_id = (select platform.tenant()))', tenant_table);
  execute format('create policy tenant_delete on %s for delete using (trust_id = (select platform.tenant()))', tenant_table);
  foreach command in array commands loop
    execute format('grant %s on %s to eddystone_app', command, tenant_table);
  end loop;
  execute format('grant select, insert, update, delete on %s to eddystone_keeper', tenant_table);
end $procedure$
;

-- triggers
CREATE TRIGGER an_edition_in_use_never_changes BEFORE UPDATE ON frameworks.edition FOR EACH ROW EXECUTE FUNCTION frameworks.refuse_change_in_use();
CREATE TRIGGER closed_for_ever BEFORE UPDATE ON diagnose.review FOR EACH ROW EXECUTE FUNCTION diagnose.refuse_change_of_closed();
CREATE TRIGGER closed_for_ever BEFORE UPDATE ON diagnose.review_reply FOR EACH ROW EXECUTE FUNCTION diagnose.refuse_change_of_closed();
CREATE TRIGGER closed_for_ever BEFORE UPDATE ON diagnose.review_row FOR EACH ROW EXECUTE FUNCTION diagnose.refuse_change_of_closed();
CREATE TRIGGER only_the_site BEFORE INSERT ON audit.event FOR EACH ROW EXECUTE FUNCTION audit.only_the_site();
CREATE TRIGGER only_the_site BEFORE INSERT OR UPDATE ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.only_the_site();
CREATE TRIGGER role_ended AFTER UPDATE ON organisation.role REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION organisation.note_role_change();
CREATE TRIGGER role_given AFTER INSERT ON organisation.role REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION organisation.note_role_change();
CREATE TRIGGER role_withdrawn AFTER DELETE ON organisation.role REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION organisation.note_role_change();

-- who may do what with the tables
grant delete, insert, select on diagnose.category_held to eddystone_app;
grant delete, insert, select on diagnose.review_rests_on to eddystone_app;
grant delete, insert, select on diagnose.review_reviewer to eddystone_app;
grant delete, insert, select on job.piece to eddystone_importer;
grant delete, insert, select, update on "national".benchmark_state to eddystone_importer;
grant delete, insert, select, update on "national".benchmark_state to eddystone_keeper;
grant delete, insert, select, update on "national".distribution to eddystone_importer;
grant delete, insert, select, update on "national".distribution to eddystone_keeper;
grant delete, insert, select, update on "national".fact to eddystone_importer;
grant delete, insert, select, update on "national".fact to eddystone_keeper;
grant delete, insert, select, update on "national".fact_school to eddystone_importer;
grant delete, insert, select, update on "national".fact_school to eddystone_keeper;
grant delete, insert, select, update on "national".import to eddystone_importer;
grant delete, insert, select, update on "national".import to eddystone_keeper;
grant delete, insert, select, update on "national".inspection to eddystone_importer;
grant delete, insert, select, update on "national".inspection to eddystone_keeper;
grant delete, insert, select, update on "national".measure to eddystone_importer;
grant delete, insert, select, update on "national".measure to eddystone_keeper;
grant delete, insert, select, update on "national".membership to eddystone_importer;
grant delete, insert, select, update on "national".membership to eddystone_keeper;
grant delete, insert, select, update on "national".membership_snapshot to eddystone_importer;
grant delete, insert, select, update on "national".membership_snapshot to eddystone_keeper;
grant delete, insert, select, update on "national".organisation_facts to eddystone_importer;
grant delete, insert, select, update on "national".organisation_facts to eddystone_keeper;
grant delete, insert, select, update on "national".pupil_group to eddystone_importer;
grant delete, insert, select, update on "national".pupil_group to eddystone_keeper;
grant delete, insert, select, update on "national".region_figure to eddystone_importer;
grant delete, insert, select, update on "national".region_figure to eddystone_keeper;
grant delete, insert, select, update on "national".result_import to eddystone_importer;
grant delete, insert, select, update on "national".result_import to eddystone_keeper;
grant delete, insert, select, update on "national".school to eddystone_importer;
grant delete, insert, select, update on "national".school to eddystone_keeper;
grant delete, insert, select, update on "national".school_link to eddystone_importer;
grant delete, insert, select, update on "national".school_link to eddystone_keeper;
grant delete, insert, select, update on "national".school_region to eddystone_importer;
grant delete, insert, select, update on "national".school_region to eddystone_keeper;
grant delete, insert, select, update on "national".school_source to eddystone_importer;
grant delete, insert, select, update on "national".school_source to eddystone_keeper;
grant delete, insert, select, update on "national".school_succession to eddystone_importer;
grant delete, insert, select, update on "national".school_succession to eddystone_keeper;
grant delete, insert, select, update on "national".similar_school to eddystone_importer;
grant delete, insert, select, update on "national".similar_school to eddystone_keeper;
grant delete, insert, select, update on "national".similar_trust to eddystone_importer;
grant delete, insert, select, update on "national".similar_trust to eddystone_keeper;
grant delete, insert, select, update on "national".stratum to eddystone_importer;
grant delete, insert, select, update on "national".stratum to eddystone_keeper;
grant delete, insert, select, update on "national".teller to eddystone_importer;
grant delete, insert, select, update on "national".teller to eddystone_keeper;
grant delete, insert, select, update on "national".trust to eddystone_importer;
grant delete, insert, select, update on "national".trust to eddystone_keeper;
grant delete, insert, select, update on "national".trust_source to eddystone_importer;
grant delete, insert, select, update on "national".trust_source to eddystone_keeper;
grant delete, insert, select, update on audit.event to eddystone_keeper;
grant delete, insert, select, update on audit.head to eddystone_keeper;
grant delete, insert, select, update on diagnose.blind to eddystone_keeper;
grant delete, insert, select, update on diagnose.board to eddystone_app;
grant delete, insert, select, update on diagnose.board to eddystone_keeper;
grant delete, insert, select, update on diagnose.campaign to eddystone_keeper;
grant delete, insert, select, update on diagnose.category_held to eddystone_keeper;
grant delete, insert, select, update on diagnose.decision to eddystone_keeper;
grant delete, insert, select, update on diagnose.finding to eddystone_keeper;
grant delete, insert, select, update on diagnose.finding_answer to eddystone_keeper;
grant delete, insert, select, update on diagnose.finding_check to eddystone_keeper;
grant delete, insert, select, update on diagnose.finding_check_rests_on to eddystone_keeper;
grant delete, insert, select, update on diagnose.finding_escalation to eddystone_keeper;
grant delete, insert, select, update on diagnose.joining to eddystone_keeper;
grant delete, insert, select, update on diagnose.judgement to eddystone_keeper;
grant delete, insert, select, update on diagnose.rests_on to eddystone_keeper;
grant delete, insert, select, update on diagnose.review to eddystone_keeper;
grant delete, insert, select, update on diagnose.review_reply to eddystone_keeper;
grant delete, insert, select, update on diagnose.review_rests_on to eddystone_keeper;
grant delete, insert, select, update on diagnose.review_reviewer to eddystone_keeper;
grant delete, insert, select, update on diagnose.review_row to eddystone_keeper;
grant delete, insert, select, update on diagnose.review_step to eddystone_keeper;
grant delete, insert, select, update on evidence.chunk to eddystone_keeper;
grant delete, insert, select, update on evidence.item to eddystone_keeper;
grant delete, insert, select, update on evidence.withdrawal to eddystone_keeper;
grant delete, insert, select, update on frameworks.edition to eddystone_keeper;
grant delete, insert, select, update on frameworks.framework to eddystone_keeper;
grant delete, insert, select, update on frameworks.indicator to eddystone_keeper;
grant delete, insert, select, update on improve.action_step to eddystone_keeper;
grant delete, insert, select, update on improve.action_step_evidence to eddystone_keeper;
grant delete, insert, select, update on improve.approval to eddystone_keeper;
grant delete, insert, select, update on improve.comment to eddystone_keeper;
grant delete, insert, select, update on improve.comment_resolved to eddystone_keeper;
grant delete, insert, select, update on improve.digest_choice to eddystone_keeper;
grant delete, insert, select, update on improve.impact to eddystone_keeper;
grant delete, insert, select, update on improve.part to eddystone_keeper;
grant delete, insert, select, update on improve.part_needs to eddystone_keeper;
grant delete, insert, select, update on improve.part_owner to eddystone_keeper;
grant delete, insert, select, update on improve.part_reason to eddystone_keeper;
grant delete, insert, select, update on improve.part_version to eddystone_keeper;
grant delete, insert, select, update on improve.plan to eddystone_keeper;
grant delete, insert, select, update on improve.plan_step to eddystone_keeper;
grant delete, insert, select, update on improve.plan_version to eddystone_keeper;
grant delete, insert, select, update on improve.progress to eddystone_keeper;
grant delete, insert, select, update on improve.progress_kpi to eddystone_keeper;
grant delete, insert, select, update on improve.progress_line to eddystone_keeper;
grant delete, insert, select, update on improve.reminder to eddystone_keeper;
grant delete, insert, select, update on improve.suggestion to eddystone_keeper;
grant delete, insert, select, update on improve.suggestion_answer to eddystone_keeper;
grant delete, insert, select, update on improve.template to eddystone_keeper;
grant delete, insert, select, update on improve.template_version to eddystone_keeper;
grant delete, insert, select, update on inspection.by_hand to eddystone_keeper;
grant delete, insert, select, update on inspection.checked to eddystone_keeper;
grant delete, insert, select, update on inspection.deferral to eddystone_keeper;
grant delete, insert, select, update on inspection.log to eddystone_keeper;
grant delete, insert, select, update on inspection.log_closing to eddystone_keeper;
grant delete, insert, select, update on inspection.log_entry to eddystone_keeper;
grant delete, insert, select, update on inspection.point to eddystone_keeper;
grant delete, insert, select, update on inspection.rests_on to eddystone_keeper;
grant delete, insert, select, update on job.job to eddystone_keeper;
grant delete, insert, select, update on job.piece to eddystone_keeper;
grant delete, insert, select, update on measures.cycle to eddystone_keeper;
grant delete, insert, select, update on measures.cycle_academy to eddystone_app;
grant delete, insert, select, update on measures.cycle_academy to eddystone_keeper;
grant delete, insert, select, update on measures.figure to eddystone_keeper;
grant delete, insert, select, update on measures.intake to eddystone_keeper;
grant delete, insert, select, update on measures.reminder to eddystone_keeper;
grant delete, insert, select, update on measures.sign_off to eddystone_keeper;
grant delete, insert, select, update on measures.target to eddystone_keeper;
grant delete, insert, select, update on organisation.academy to eddystone_keeper;
grant delete, insert, select, update on organisation.directory to eddystone_keeper;
grant delete, insert, select, update on organisation.half_term to eddystone_app;
grant delete, insert, select, update on organisation.half_term to eddystone_keeper;
grant delete, insert, select, update on organisation.inset_day to eddystone_app;
grant delete, insert, select, update on organisation.inset_day to eddystone_keeper;
grant delete, insert, select, update on organisation.invitation to eddystone_keeper;
grant delete, insert, select, update on organisation.meeting to eddystone_keeper;
grant delete, insert, select, update on organisation.person to eddystone_keeper;
grant delete, insert, select, update on organisation.placement to eddystone_app;
grant delete, insert, select, update on organisation.placement to eddystone_keeper;
grant delete, insert, select, update on organisation.role to eddystone_app;
grant delete, insert, select, update on organisation.role to eddystone_keeper;
grant delete, insert, select, update on organisation.school_year to eddystone_app;
grant delete, insert, select, update on organisation.school_year to eddystone_keeper;
grant delete, insert, select, update on organisation.sign_in_rule to eddystone_keeper;
grant delete, insert, select, update on organisation.token to eddystone_keeper;
grant delete, insert, select, update on organisation.unit to eddystone_keeper;
grant delete, insert, select, update on organisation.words to eddystone_keeper;
grant delete, insert, select, update on platform.mail to eddystone_app;
grant delete, insert, select, update on platform.mail to eddystone_keeper;
grant delete, insert, select, update on platform.once to eddystone_keeper;
grant delete, insert, select, update on sign_in.account to eddystone_keeper;
grant delete, insert, select, update on sign_in.account to eddystone_sign_in;
grant delete, insert, select, update on sign_in.attempt to eddystone_keeper;
grant delete, insert, select, update on sign_in.attempt to eddystone_sign_in;
grant delete, insert, select, update on sign_in.challenge to eddystone_keeper;
grant delete, insert, select, update on sign_in.challenge to eddystone_sign_in;
grant delete, insert, select, update on sign_in.half_session to eddystone_keeper;
grant delete, insert, select, update on sign_in.half_session to eddystone_sign_in;
grant delete, insert, select, update on sign_in.identity to eddystone_keeper;
grant delete, insert, select, update on sign_in.identity to eddystone_sign_in;
grant delete, insert, select, update on sign_in.passkey to eddystone_keeper;
grant delete, insert, select, update on sign_in.passkey to eddystone_sign_in;
grant delete, insert, select, update on sign_in.recovery_code to eddystone_keeper;
grant delete, insert, select, update on sign_in.recovery_code to eddystone_sign_in;
grant delete, insert, select, update on sign_in.reset to eddystone_keeper;
grant delete, insert, select, update on sign_in.reset to eddystone_sign_in;
grant delete, insert, select, update on sign_in.session to eddystone_keeper;
grant delete, insert, select, update on sign_in.session to eddystone_sign_in;
grant delete, insert, select, update on sign_in.totp to eddystone_keeper;
grant delete, insert, select, update on sign_in.totp to eddystone_sign_in;
grant delete, insert, select, update on sign_in.way to eddystone_keeper;
grant delete, insert, select, update on sign_in.way to eddystone_sign_in;
grant delete, insert, select, update on strengths.offer to eddystone_keeper;
grant delete, insert, select, update on strengths.specialism to eddystone_keeper;
grant delete, insert, select, update on strengths.step to eddystone_keeper;
grant delete, insert, select, update on strengths.test to eddystone_keeper;
grant delete, insert, select, update on strengths.test_rests_on to eddystone_keeper;
grant insert, select on audit.event to eddystone_app;
grant insert, select on audit.event to eddystone_importer;
grant insert, select on audit.event to eddystone_sign_in;
grant insert, select on diagnose.blind to eddystone_app;
grant insert, select on diagnose.campaign to eddystone_app;
grant insert, select on diagnose.decision to eddystone_app;
grant insert, select on diagnose.finding to eddystone_app;
grant insert, select on diagnose.finding_answer to eddystone_app;
grant insert, select on diagnose.finding_check to eddystone_app;
grant insert, select on diagnose.finding_check_rests_on to eddystone_app;
grant insert, select on diagnose.finding_escalation to eddystone_app;
grant insert, select on diagnose.judgement to eddystone_app;
grant insert, select on diagnose.rests_on to eddystone_app;
grant insert, select on diagnose.review_step to eddystone_app;
grant insert, select on evidence.chunk to eddystone_app;
grant insert, select on evidence.item to eddystone_app;
grant insert, select on evidence.withdrawal to eddystone_app;
grant insert, select on frameworks.framework to eddystone_app;
grant insert, select on frameworks.indicator to eddystone_app;
grant insert, select on improve.action_step to eddystone_app;
grant insert, select on improve.action_step_evidence to eddystone_app;
grant insert, select on improve.approval to eddystone_app;
grant insert, select on improve.comment to eddystone_app;
grant insert, select on improve.comment_resolved to eddystone_app;
grant insert, select on improve.digest_choice to eddystone_app;
grant insert, select on improve.impact to eddystone_app;
grant insert, select on improve.part to eddystone_app;
grant insert, select on improve.part_needs to eddystone_app;
grant insert, select on improve.part_owner to eddystone_app;
grant insert, select on improve.part_reason to eddystone_app;
grant insert, select on improve.part_version to eddystone_app;
grant insert, select on improve.plan to eddystone_app;
grant insert, select on improve.plan_step to eddystone_app;
grant insert, select on improve.plan_version to eddystone_app;
grant insert, select on improve.progress to eddystone_app;
grant insert, select on improve.progress_kpi to eddystone_app;
grant insert, select on improve.progress_line to eddystone_app;
grant insert, select on improve.reminder to eddystone_app;
grant insert, select on improve.suggestion to eddystone_app;
grant insert, select on improve.suggestion_answer to eddystone_app;
grant insert, select on improve.template to eddystone_app;
grant insert, select on improve.template_version to eddystone_app;
grant insert, select on inspection.by_hand to eddystone_app;
grant insert, select on inspection.checked to eddystone_app;
grant insert, select on inspection.deferral to eddystone_app;
grant insert, select on inspection.log to eddystone_app;
grant insert, select on inspection.log_closing to eddystone_app;
grant insert, select on inspection.log_entry to eddystone_app;
grant insert, select on inspection.point to eddystone_app;
grant insert, select on inspection.rests_on to eddystone_app;
grant insert, select on measures.figure to eddystone_app;
grant insert, select on measures.intake to eddystone_app;
grant insert, select on measures.reminder to eddystone_app;
grant insert, select on measures.sign_off to eddystone_app;
grant insert, select on measures.target to eddystone_app;
grant insert, select on strengths.offer to eddystone_app;
grant insert, select on strengths.specialism to eddystone_app;
grant insert, select on strengths.step to eddystone_app;
grant insert, select on strengths.test to eddystone_app;
grant insert, select on strengths.test_rests_on to eddystone_app;
grant insert, select, update on audit.head to eddystone_app;
grant insert, select, update on audit.head to eddystone_importer;
grant insert, select, update on audit.head to eddystone_sign_in;
grant insert, select, update on diagnose.joining to eddystone_app;
grant insert, select, update on diagnose.review to eddystone_app;
grant insert, select, update on diagnose.review_reply to eddystone_app;
grant insert, select, update on diagnose.review_row to eddystone_app;
grant insert, select, update on frameworks.edition to eddystone_app;
grant insert, select, update on job.job to eddystone_importer;
grant insert, select, update on measures.cycle to eddystone_app;
grant insert, select, update on organisation.academy to eddystone_app;
grant insert, select, update on organisation.invitation to eddystone_app;
grant insert, select, update on organisation.meeting to eddystone_app;
grant insert, select, update on organisation.person to eddystone_app;
grant insert, select, update on organisation.sign_in_rule to eddystone_app;
grant insert, select, update on organisation.token to eddystone_app;
grant insert, select, update on organisation.unit to eddystone_app;
grant insert, select, update on organisation.words to eddystone_app;
grant insert, select, update on platform.once to eddystone_app;
grant select on "national".benchmark_state to eddystone_app;
grant select on "national".distribution to eddystone_app;
grant select on "national".fact to eddystone_app;
grant select on "national".fact_school to eddystone_app;
grant select on "national".import to eddystone_app;
grant select on "national".inspection to eddystone_app;
grant select on "national".measure to eddystone_app;
grant select on "national".membership to eddystone_app;
grant select on "national".membership_snapshot to eddystone_app;
grant select on "national".organisation_facts to eddystone_app;
grant select on "national".pupil_group to eddystone_app;
grant select on "national".region_figure to eddystone_app;
grant select on "national".result_import to eddystone_app;
grant select on "national".school to eddystone_app;
grant select on "national".school_link to eddystone_app;
grant select on "national".school_region to eddystone_app;
grant select on "national".school_source to eddystone_app;
grant select on "national".school_succession to eddystone_app;
grant select on "national".similar_school to eddystone_app;
grant select on "national".similar_trust to eddystone_app;
grant select on "national".stratum to eddystone_app;
grant select on "national".teller to eddystone_app;
grant select on "national".trust to eddystone_app;
grant select on "national".trust_source to eddystone_app;
grant select on job.job to eddystone_app;
grant select on organisation.directory to eddystone_app;
grant usage on "national".result_import_id_seq to eddystone_importer;
grant usage on "national".result_import_id_seq to eddystone_keeper;
