-- Trusts for `bench scale`, the same at every run on one day: each id and choice is a hash of its key. Run by a superuser in an empty,
-- migrated database of the bench's own; bench.trusts, bench.academies, bench.content and bench.checked are settings of the session.
-- Trust 1 has the same 16 academies and the same history at every scale. Rows come in the order in which a site would have them: what
-- belongs to setting up lies together, what is written day by day lies between that of every other trust.

-- Foreign keys and triggers are checked at scale S, by the same statements; at the others they would cost only time.
select set_config('session_replication_role', case when current_setting('bench.checked') = 'yes' then 'origin' else 'replica' end, false);

create schema bench;
create function bench.id(key text) returns uuid language sql immutable parallel safe return md5(key)::uuid;
-- As uuidv7() gives them: the time first.
create function bench.id_at(instant timestamptz, key text) returns uuid language sql immutable parallel safe
  return (lpad(to_hex((extract(epoch from instant) * 1000)::bigint), 12, '0') || '7' || substr(md5(key), 1, 3) || '8' || substr(md5(key), 4, 15))::uuid;
create function bench.pick(key text, choices int) returns int language sql immutable parallel safe
  return (('x' || substr(md5(key), 1, 7))::bit(28)::int % choices);

create function bench.name(key text) returns text language sql immutable parallel safe
  return (array['Agnes', 'Bilal', 'Carys', 'Derek', 'Esther', 'Farida', 'Gwen', 'Harpreet', 'Imogen', 'Jonas'])[1 + bench.pick(key, 10)] || ' '
    || (array['Abara', 'Bryce', 'Cole', 'Dhillon', 'Eames', 'Frost', 'Gill', 'Hope', 'Iqbal', 'Jago'])[1 + bench.pick(key || ' last', 10)] || ' ' || bench.pick(key || ' which', 1000);

create unlogged table bench.trust as
  select t as n, bench.id('trust ' || t) as id, (timestamptz '2020-01-01 09:00Z' + t * interval '1 hour') as set_up
  from generate_series(1, current_setting('bench.trusts')::int) t;
create unique index on bench.trust (n);
-- Sixteen in trust 1, one at least in every other, and the rest as they are in England: a few trusts have very many.
create unlogged table bench.academy as
  select a as n, t.n as trust, t.id as trust_id, bench.id('academy ' || a) as id, 100000 + a as urn,
    bench.id(format('region %s %s', t.n, a % 4)) as region_id, 'Academy ' || a || ' of ' || t.n as name
  from generate_series(1, current_setting('bench.academies')::int) a
  join bench.trust t on t.n = case when a <= 16 then 1 when a - 15 <= current_setting('bench.trusts')::int then a - 15
    else 2 + floor((current_setting('bench.trusts')::int - 1) * power(bench.pick('lot ' || a, 100000) / 100000.0, 1.6))::int end;
analyze bench.trust, bench.academy;

insert into organisation.directory (trust_id, slug, name, uid, fictional) select id, 'trust-' || n, 'Trust ' || n, n, true from bench.trust order by n;
insert into organisation.words (trust_id) select id from bench.trust order by n;
insert into organisation.unit (trust_id, id, kind, name)
  select trust_id, id, kind, name from (
    select n, id as trust_id, bench.id('unit ' || n) as id, 'trust' as kind, 'Trust ' || n as name from bench.trust
    union all select n, id, bench.id('board ' || n), 'board', 'Executive Operational Board' from bench.trust
    union all select n, id, bench.id(format('region %s %s', n, r)), 'region', 'Region ' || r from bench.trust, generate_series(0, 3) r
    union all select trust, trust_id, id, 'academy', name from bench.academy) u order by n, kind desc, name;
insert into organisation.academy (trust_id, unit_id, urn, phase, low_age, high_age, town, easting, northing, pupils, joined)
  select trust_id, id, urn, (array['Primary', 'Secondary', 'All-through'])[1 + n % 3], 4, 11, 'Town ' || n % 900, 300000 + n, 200000 + n, 200 + n % 900, '2021-09-01'
  from bench.academy order by trust, n;
insert into organisation.placement (trust_id, academy_id, region_id, held)
  select trust_id, id, region_id, case period when 1 then daterange('2021-09-01', '2023-09-01') else daterange('2023-09-01', null) end
  from bench.academy, generate_series(1, 2) period order by trust, n;

-- Seven school years of six half-terms, the one of today the sixth; one academy in eight has a calendar of its own.
create unlogged table bench.year as
  select y, y || '/' || lpad(((y + 1) % 100)::text, 2, '0') as name, make_date(y, 9, 1) as first
  from generate_series(extract(year from current_date - interval '8 months')::int - 5, extract(year from current_date - interval '8 months')::int + 1) y;
create unlogged table bench.calendar as
  select n, id as trust_id, bench.id('unit ' || n) as unit_id from bench.trust
  union all select trust, trust_id, id from bench.academy where n % 8 = 0;
insert into organisation.school_year (trust_id, unit_id, school_year, source) select trust_id, unit_id, name, 'Generated' from bench.calendar, bench.year order by n, unit_id, y;
insert into organisation.half_term (trust_id, unit_id, school_year, number, name, dates)
  select trust_id, unit_id, y.name, h, (array['Autumn 1', 'Autumn 2', 'Spring 1', 'Spring 2', 'Summer 1', 'Summer 2'])[h],
    daterange((first + make_interval(months => 2 * (h - 1)))::date, (first + make_interval(months => 2 * h))::date)
  from bench.calendar, bench.year y, generate_series(1, 6) h order by n, unit_id, y, h;
insert into organisation.inset_day (trust_id, unit_id, school_year, day) select trust_id, unit_id, name, first + d from bench.calendar, bench.year, generate_series(0, 4) d order by n, unit_id, y;

-- People: ten who are there in every trust, a Regional CEO for each region, a Principal for each academy and the one before.
create unlogged table bench.person as
  select *, bench.id(format('person %s %s', trust, key)) as id, bench.id(format('account %s %s', trust, key)) as account_id from (
    select n as trust, id as trust_id, kind || coalesce(which::text, '') as key, kind,
      case when kind = 'eob-member' then bench.id('board ' || n) else bench.id('unit ' || n) end as unit_id, tstzrange('2021-09-01', null) as held
    from bench.trust, (values ('managing-director', null), ('deputy-managing-director', null), ('national-director', null), ('sle', null), ('central-team', null),
      ('eob-member', 1), ('eob-member', 2), ('eob-member', 3), ('trustee', null), ('administrator', null)) k(kind, which)
    union all select n, id, 'regional-ceo' || r, 'regional-ceo', bench.id(format('region %s %s', n, r)), tstzrange('2021-09-01', null) from bench.trust, generate_series(0, 3) r
    union all select trust, trust_id, 'principal' || n || case when now then '' else ' before' end, 'principal', id,
      case when now then tstzrange('2023-09-01', null) else tstzrange('2021-09-01', '2023-09-01') end
    from bench.academy, (values (true), (false)) held(now)) p;
insert into sign_in.account (id, email, name, site_operator)
  select account_id, replace(key, ' ', '-') || '@trust-' || trust || '.example', bench.name(format('%s %s', trust, key)), false from bench.person order by trust, key;
insert into organisation.person (trust_id, id, name, email, account_id)
  select trust_id, id, bench.name(format('%s %s', trust, key)), replace(key, ' ', '-') || '@trust-' || trust || '.example', account_id from bench.person order by trust, key;
insert into organisation.role (trust_id, id, person_id, kind, unit_id, held)
  select trust_id, bench.id(format('role %s %s', trust, key)), id, kind, unit_id, held from bench.person order by trust, key;
insert into sign_in.session (token_hash, account_id, form_token, ends_at, id)
  select sha256(convert_to('session-' || trust || '-' || key, 'UTF8')), account_id, 'form', now() + interval '12 hours', bench.id(format('session %s %s', trust, key))
  from bench.person where kind <> 'principal' order by trust, key;
insert into organisation.token (trust_id, id, person_id, name, hash, scopes, made_at, ends_at)
  select trust_id, bench.id(format('token %s %s', trust, key)), id, 'Dashboard', sha256(convert_to('token-' || trust || '-' || key, 'UTF8')), '{read}', now(), now() + interval '30 days'
  from bench.person where kind in ('managing-director', 'administrator') order by trust, key;
insert into organisation.invitation (trust_id, id, person_id, email, token_hash, made_at, expires_at, used_at)
  select trust_id, bench.id(format('invitation %s %s', trust, key)), id, 'x@trust.example', sha256(convert_to('invitation ' || trust || ' ' || key, 'UTF8')), '2021-09-01', '2021-09-08', '2021-09-02'
  from bench.person order by trust, key;

-- Every trust has had two editions and, one in four, drafts a third.
insert into frameworks.framework (trust_id, id, key, name) select id, bench.id('framework ' || n), 'ten-indicators', 'Ten performance indicators' from bench.trust order by n;
insert into frameworks.edition (trust_id, id, framework_id, number, content, in_use_from, closed_on)
  select t.id, bench.id(format('edition %s %s', t.n, e)), bench.id('framework ' || t.n), e, current_setting('bench.content')::jsonb,
    case e when 1 then date '2019-09-01' when 2 then current_date - 600 end, case e when 1 then current_date - 600 end
  from bench.trust t, generate_series(1, 3) e where e < 3 or t.n % 4 = 1 order by t.n, e;
create unlogged table bench.indicator as
  select i.value ->> 'key' as key, i.ordinality::int as n from jsonb_array_elements(current_setting('bench.content')::jsonb -> 'indicators') with ordinality i;
insert into frameworks.indicator (trust_id, edition_id, key, lineage)
  select t.id, bench.id(format('edition %s %s', t.n, e)), i.key, bench.id(format('lineage %s %s', t.n, i.n))
  from bench.trust t, generate_series(1, 2) e, bench.indicator i order by t.n, e, i.n;

-- Thirty judgements of each indicator of each academy over five years, every tenth the academy's own; evidence behind one in four.
create unlogged table bench.cell as
  select a.n * 10 + i.n as n, a.trust_id, a.id as unit_id, a.trust, i.key, bench.id(format('lineage %s %s', a.trust, i.n)) as lineage,
    bench.id(format('edition %s %s', a.trust, 1)) as before, bench.id(format('edition %s %s', a.trust, 2)) as since,
    bench.id(format('person %s sle', a.trust)) as judge, bench.id(format('person %s principal%s', a.trust, a.n)) as principal
  from bench.academy a, bench.indicator i order by md5(a.n || ' ' || i.n);
create function bench.day(moment int) returns timestamptz language sql stable parallel safe
  return (current_date - (31 - moment) * 60 + time '15:00') at time zone 'Europe/London';
create function bench.judgement_id(cell int, moment int) returns uuid language sql stable parallel safe
  return case when moment > 0 then bench.id_at(bench.day(moment) + cell * interval '1 millisecond', cell || ' ' || moment) end;
create unlogged table bench.added as select trust_id, id, unit_id, kind, title, dated, sensitivity, added_by, added_at from evidence.item limit 0;
do $$
begin
  for moment in 1 .. 30 loop
    insert into diagnose.judgement (trust_id, id, unit_id, edition_id, indicator, lineage, perspective, school_year, half_term, level, can_share, confidence, direction, narrative, judged_by, role, judged_at, replaces)
    select trust_id, bench.judgement_id(n, moment), unit_id, case when moment > 21 then since else before end, key, lineage,
      case moment % 10 when 0 then 'self' else 'trust' end, y.name, 1 + (moment % 6), (array['not-yet', 'working-towards', 'expected', 'strength'])[1 + (n * 7 + moment * 3) % 4],
      n % 17 = 0, (array['low', 'medium', 'high'])[1 + (n + moment) % 3], (array['improving', 'steady', 'declining'])[1 + (n + moment / 2) % 3],
      'Seen on visit ' || moment || ': in most classes the routines hold, and pupils can say what they learnt last week and why it matters. Two lessons need another look.',
      case moment % 10 when 0 then principal else judge end, case moment % 10 when 0 then 'principal' else 'sle' end, bench.day(moment),
      bench.judgement_id(n, case when moment % 10 = 0 then moment - 10 when moment % 10 = 1 then moment - 2 else moment - 1 end)
    from bench.cell, lateral (select name from bench.year where first <= bench.day(moment)::date order by first desc limit 1) y;
    truncate bench.added;
    with item as (insert into evidence.item (trust_id, id, unit_id, kind, title, text, media_type, bytes, dated, sensitivity, added_by, added_at)
    select trust_id, bench.id_at(bench.day(moment) + n * interval '1 millisecond', 'item ' || n || ' ' || moment), unit_id, case when file then 'file' else 'note' end, 'Record of a visit',
      case when file then null else 'Two lessons seen and four pupils asked.' end, case when file then 'text/plain' end, case when file then 40 end, bench.day(moment)::date, 'ordinary', judge, bench.day(moment)
    from (select *, n % 10 = 1 as file from bench.cell) c where (n + moment) % 4 = 0
    returning trust_id, id, unit_id, kind, title, dated, sensitivity, added_by, added_at)
    insert into bench.added select * from item;
    insert into evidence.chunk (trust_id, item_id, number, bytes)
    select trust_id, bench.id_at(bench.day(moment) + n * interval '1 millisecond', 'item ' || n || ' ' || moment), 0, convert_to(repeat('Seen. ', 7), 'UTF8')
    from bench.cell where (n + moment) % 4 = 0 and n % 10 = 1;
    insert into diagnose.rests_on (trust_id, judgement_id, item_id, stance)
    select trust_id, bench.judgement_id(n, moment), bench.id_at(bench.day(moment) + n * interval '1 millisecond', 'item ' || n || ' ' || moment), case n % 12 when 0 then 'contradicts' else 'supports' end
    from bench.cell where (n + moment) % 4 = 0;
    -- One piece in fifty was withdrawn, and another is followed by a newer version, a day later.
    insert into evidence.withdrawal (trust_id, item_id, reason, withdrawn_by, withdrawn_at)
    select trust_id, id, 'Of another year.', added_by, added_at + interval '1 day' from bench.added where get_byte(uuid_send(id), 15) < 5 order by id;
    insert into evidence.item (trust_id, id, unit_id, kind, title, text, dated, sensitivity, follows, added_by, added_at)
    select trust_id, bench.id_at(added_at + interval '1 day', 'after ' || id), unit_id, kind, title, 'Three lessons seen and four pupils asked.', dated, sensitivity, id, added_by, added_at + interval '1 day'
    from bench.added where kind = 'note' and get_byte(uuid_send(id), 15) between 5 and 9 order by id;
  end loop;
end $$;

-- Each academy offers two strengths, changed once each; one in three holds a specialism, renewed once, with evidence for each of its four tests.
insert into strengths.offer (trust_id, id, version, unit_id, judgement_id, subject, phase, says, offered_from, set_by, set_at)
  select a.trust_id, case o when 1 then bench.id('offer ' || a.n) else bench.id(format('offer %s %s', a.n, o)) end, v, a.id, bench.judgement_id(a.n * 10 + o, 29), 'mathematics', 'primary',
    'Coaching for teachers of mathematics, three mornings side by side.', current_date - 300, bench.id(format('person %s managing-director', a.trust)), now() - v * interval '1 day'
  from bench.academy a, generate_series(1, 2) o, generate_series(1, 2) v order by v, a.n, o;
insert into strengths.specialism (trust_id, id, unit_id, kind, subject, reach)
  select trust_id, bench.id('specialism ' || n), id, 'specialism', 'mathematics', 'trust' from bench.academy where n % 3 = 2 order by n;
insert into strengths.step (trust_id, specialism_id, number, kind, decided_on, decided_by, role, recorded_at, review_by)
  select trust_id, bench.id('specialism ' || n), s, case s when 1 then 'awarded' else 'renewed' end, current_date - 700 + s * 300, bench.id(format('person %s managing-director', trust)), 'managing-director', now(), current_date + 60
  from bench.academy, generate_series(1, 2) s where n % 3 = 2 order by s, n;
insert into strengths.test (trust_id, specialism_id, number, test, says)
  select trust_id, bench.id('specialism ' || n), s, t, 'Seen in four classes.' from bench.academy, generate_series(1, 2) s, unnest(array['strength', 'support', 'cpd', 'success']) t where n % 3 = 2 order by s, n;
insert into strengths.test_rests_on (trust_id, specialism_id, number, test, item_id)
  select a.trust_id, bench.id('specialism ' || a.n), s, t.test, i.id from bench.academy a, generate_series(1, 2) s, unnest(array['strength', 'support', 'cpd', 'success']) with ordinality t(test, n),
    lateral (select id from evidence.item where trust_id = a.trust_id and unit_id = a.id order by id desc offset t.n limit 1) i where a.n % 3 = 2 order by s, a.n;

-- The trust's own figures of two measures, brought in for each of ten half-terms, a collection that is open now, and four targets.
insert into measures.cycle (trust_id, id, name, period, measures, pupil_groups, opens, due, locks)
  select id, bench.id('cycle ' || n), 'Figures of the half-term', 20271, array['attendance-term', 'persistent-absence-term'], array['all', 'disadvantaged'],
    current_date - 7, current_date + 7, current_date + 21 from bench.trust order by n;
insert into measures.cycle_academy (trust_id, cycle_id, unit_id) select trust_id, bench.id('cycle ' || trust), id from bench.academy order by trust, n;
create unlogged table bench.period as select period from unnest(array[20251, 20252, 20253, 20254, 20255, 20256, 20261, 20262, 20263, 20264]) period;
insert into measures.intake (trust_id, id, kind, brought_by, brought_at)
  select id, bench.id(format('intake %s %s', n, period)), 'file', bench.id(format('person %s managing-director', n)), now() from bench.trust, bench.period order by period, n;
insert into measures.figure (trust_id, measure, period, unit_id, pupil_group, version, value, numerator, denominator, intake_id)
  select trust_id, measure, period, id, pupil_group, 1, 60 + bench.pick(format('figure %s %s %s %s', n, measure, period, pupil_group), 40), null, 200,
    bench.id(format('intake %s %s', trust, period))
  from bench.academy, unnest(array['attendance-term', 'persistent-absence-term']) measure, unnest(array['all', 'disadvantaged']) pupil_group, bench.period
  order by period, trust, measure, n;
insert into measures.target (trust_id, id, version, unit_id, measure, period, pupil_group, basis, figure, source, owner_id, set_at)
  select id, case t when 1 then bench.id('target ' || n) else bench.id(format('target %s %s', n, t)) end, 1, bench.id('unit ' || n), 'attendance-term', 20261 + t, 'all', 'absolute', 90 + t,
    'The strategy of the trust', bench.id(format('person %s managing-director', n)), now() from bench.trust, generate_series(1, 4) t order by n, t;

-- Two inspections of each academy written down, a log that is open, a point of the trust's own, and half of the points checked.
insert into inspection.log (trust_id, id, unit_id, kind, begins_on, called, opened_at)
  select trust_id, bench.id('log ' || n), id, 'graded', current_date, 'They come tomorrow.', now() from bench.academy order by trust, n;
insert into inspection.log_entry (trust_id, log_id, id, at, who, asked, shown, to_do, written_at)
  select trust_id, bench.id('log ' || n), bench.id(format('entry %s %s', n, e)), now(), 'lead inspector', 'How is reading taught?', 'Books and plans.', case e % 4 when 0 then 'Find the plan' else '' end, now()
  from bench.academy, generate_series(1, 12) e order by trust, n, e;
insert into inspection.by_hand (trust_id, id, version, unit_id, inspected_on, published_on, kind, framework, outcomes, kept_at)
  select trust_id, bench.id('inspection ' || n), v, id, date '2023-03-14', date '2023-04-20', 'graded', 'education-inspection-2019', '{"overall-effectiveness": "good", "quality-of-education": "good"}'::jsonb, now()
  from bench.academy, generate_series(1, 2) v
  union all select trust_id, bench.id('card ' || n), 1, id, date '2026-03-10', null::date, 'graded', 'report-card-2025', '{"inclusion": "expected-standard", "achievement": "needs-attention"}', now() from bench.academy;
insert into inspection.point (trust_id, id, version, title, what, fresh_for_days, set_at) select id, bench.id('point ' || n), 1, 'Tides', '', 90, now() from bench.trust order by n;
insert into inspection.checked (trust_id, unit_id, point, version, owner_id, state, checked_on, checked_by, seen, set_at)
  select trust_id, id, point, v, bench.id(format('person %s principal%s', trust, n)), 'ready', current_date - 30 * v, bench.id(format('person %s principal%s', trust, n)), 'Read and up to date.', now()
  from bench.academy, unnest(array['nominee', 'website', 'attendance', 'behaviour', 'curriculum', 'inclusion', 'self-evaluation', 'improvement-plan', 'governance-papers', 'logistics']) point,
    generate_series(1, 2) v order by trust, n, point;

-- The board has met in each of five years, decided of each academy in the last three, and meets today.
create function bench.met(meeting int) returns date language sql stable parallel safe return current_date - case meeting when 0 then 0 else meeting * 365 - 200 end;
insert into organisation.meeting (trust_id, id, body_id, held_on)
  select id, bench.id(format('meeting %s %s', n, m)), bench.id('board ' || n), bench.met(m) from bench.trust, generate_series(0, 5) m order by m desc, n;
insert into diagnose.decision (trust_id, id, unit_id, meeting_id, edition_id, category, recommended, decided_on, effective_from, recorded_by, recorded_at, saw, replaces)
  select a.trust_id, bench.id(format('decision %s %s', a.n, m)), a.id, bench.id(format('meeting %s %s', a.trust, m)), bench.id(format('edition %s 2', a.trust)), category, category,
    bench.met(m), bench.met(m), bench.id(format('person %s managing-director', a.trust)), bench.met(m) + interval '17 hours',
    jsonb_build_object('edition', bench.id(format('edition %s 2', a.trust)), 'rules', current_setting('bench.content')::jsonb -> 'categories', 'judgements',
      (select jsonb_agg(jsonb_build_object('id', bench.judgement_id(a.n * 10 + i.n, 19), 'indicator', i.key, 'level', 'expected', 'canShare', false, 'judgedOn', bench.met(m))) from bench.indicator i)),
    case when m < 3 then bench.id(format('decision %s %s', a.n, m + 1)) end
  from bench.academy a, generate_series(1, 3) m,
    lateral (select current_setting('bench.content')::jsonb #>> array['categories', bench.pick(format('category %s %s', a.n, m), 3)::text, 'key'] as category) c
  order by m desc, a.n;

-- Each academy was reviewed twice by the trust and is evaluating itself now, as a campaign asks of all; one academy of trust 1 is being reviewed
-- by five people in every indicator, on a hundred pieces of evidence.
create unlogged table bench.review as
  select a.n, a.trust, a.trust_id, a.id as unit_id, r, bench.id_at(planned_at + a.n * interval '1 millisecond', format('review %s %s', a.n, r)) as id, bench.id(format('edition %s 2', a.trust)) as edition_id,
    case r when 3 then 'self-evaluation' else 'trust-monitoring' end as kind, (array['closed', 'agreed', 'gathering'])[r] as state,
    planned_at,
    case r when 3 then bench.id(format('person %s principal%s', a.trust, a.n)) else bench.id(format('person %s sle', a.trust)) end as judge
  from bench.academy a, generate_series(1, 3) r,
    lateral (select (current_date - (array[400, 100, 5])[r] + time '10:00') at time zone 'Europe/London' as planned_at) p
  union all select n, trust, trust_id, id, 4, bench.id('review 1'), bench.id('edition 1 2'), 'trust-monitoring', 'gathering', now() - interval '3 days', bench.id('person 1 sle')
  from bench.academy where n = 8;
insert into diagnose.campaign (trust_id, id, edition_id, kind, title, due, opened_by, opened_at)
  select id, bench.id('campaign ' || n), bench.id(format('edition %s 2', n)), 'self-evaluation', 'This term', current_date + 20, bench.id(format('person %s managing-director', n)), now() - interval '5 days'
  from bench.trust order by n;
insert into diagnose.review (trust_id, id, unit_id, edition_id, kind, state, version, sendings, due, lead_id, campaign_id, planned_by, planned_at)
  select trust_id, id, unit_id, edition_id, kind, state, 2, (r < 3)::int, (planned_at + interval '40 days')::date, case r when 3 then judge else bench.id(format('person %s national-director', trust)) end,
    case r when 3 then bench.id('campaign ' || trust) end, bench.id(format('person %s managing-director', trust)), planned_at
  from bench.review order by planned_at, md5(n::text);
insert into diagnose.review_row (trust_id, review_id, indicator, status, level, confidence, direction, narrative, version, written_by, written_as, written_at, sent)
  select r.trust_id, r.id, i.key, case when r.r <> 3 then 'done' else 'to-do' end, case when r.r <> 3 then 'expected' end, case when r.r <> 3 then 'high' end, case when r.r <> 3 then 'steady' end,
    case when r.r <> 3 then 'Seen on two days: the routines hold, and pupils can say what they learnt last week and why it matters.' else '' end,
    1, r.judge, 'sle', r.planned_at, case when r.r < 3 then '{"level": "expected", "canShare": false, "confidence": "high", "direction": "steady", "narrative": "Seen.", "helps": "", "hinders": "", "toDo": "", "evidence": []}'::jsonb end
  from bench.review r, bench.indicator i order by r.planned_at, md5(r.n::text), i.n;
insert into diagnose.review_reviewer (trust_id, review_id, indicator, person_id)
  select r.trust_id, r.id, i.key, r.judge from bench.review r, bench.indicator i order by r.planned_at, md5(r.n::text), i.n;
insert into diagnose.review_reviewer (trust_id, review_id, indicator, person_id)
  select r.trust_id, r.id, i.key, bench.id('person 1 ' || who) from bench.review r, bench.indicator i, unnest(array['managing-director', 'deputy-managing-director', 'national-director', 'central-team']) who
  where r.r = 4;
insert into evidence.item (trust_id, id, unit_id, kind, title, text, dated, sensitivity, added_by, added_at)
  select trust_id, bench.id_at(planned_at + e * interval '1 minute', 'review item ' || e), unit_id, 'note', 'Seen in lesson ' || e, 'Two pages of notes were taken and read again.', current_date - 1, 'ordinary', judge, planned_at + e * interval '1 minute'
  from bench.review, generate_series(1, 100) e where r = 4;
insert into diagnose.review_rests_on (trust_id, review_id, indicator, item_id, stance)
  select r.trust_id, r.id, i.key, bench.id_at(r.planned_at + e * interval '1 minute', 'review item ' || e), 'supports' from bench.review r, generate_series(1, 100) e join bench.indicator i on i.n = 1 + e % 10 where r.r = 4;
-- A file of the academy's, which is opened there and in the review.
insert into diagnose.review_rests_on (trust_id, review_id, indicator, item_id, stance)
  select r.trust_id, r.id, i.key, f.id, 'supports' from bench.review r, bench.indicator i, lateral (select id from evidence.item where trust_id = r.trust_id and unit_id = r.unit_id and kind = 'file' order by id limit 1) f
  where r.r = 4 and i.n = 1;
insert into diagnose.review_step (trust_id, review_id, version, from_state, to_state, taken_by, as_part, taken_at)
  select trust_id, id, 1 + s, life[s], life[s + 1], judge, 'lead', planned_at + s * interval '3 days'
  from bench.review, lateral (select array['planned', 'gathering', 'draft', 'sent', 'answered', 'moderated', 'agreed', 'closed'] as life) l, generate_series(1, 7) s
  where s < array_position(life, state) order by planned_at, md5(n::text), s;
insert into diagnose.finding (trust_id, id, review_id, indicator, kind, severity, text, raised_by, raised_at)
  select r.trust_id, case when r.r = 4 and f = 1 then bench.id('finding 1') else bench.id_at(r.planned_at + interval '1 day' + (r.n * 2 + f) * interval '1 millisecond', format('finding %s %s %s', r.n, r.r, f)) end, r.id, i.key, case f when 1 then 'improvement' else 'concern' end, 'medium',
    'Nobody stands at the lower gate after school.', r.judge, r.planned_at + interval '1 day'
  from bench.review r, generate_series(1, 2) f join bench.indicator i on i.n = f where r.r in (1, 2, 4) order by r.planned_at, md5(r.n::text), f;
insert into diagnose.finding_answer (trust_id, finding_id, text, owner_id, due, added_by, added_at)
  select f.trust_id, f.id, 'Two people stand there.', r.judge, current_date, r.judge, f.raised_at from diagnose.finding f join bench.review r on r.trust_id = f.trust_id and r.id = f.review_id where r.r in (1, 2) order by f.raised_at, f.id;
insert into diagnose.finding_check (trust_id, finding_id, checked_on, seen, checked_by, recorded_at)
  select f.trust_id, f.id, (f.raised_at + interval '60 days')::date, 'They stood there.', bench.id(format('person %s national-director', r.trust)), f.raised_at + interval '60 days'
  from diagnose.finding f join bench.review r on r.trust_id = f.trust_id and r.id = f.review_id where r.r = 1 order by f.raised_at, f.id;
insert into organisation.unit (trust_id, id, kind, name) select id, bench.id('network ' || n), 'network', 'Early reading' from bench.trust order by n;

-- A plan of every academy and one of every trust, and the one of the year before, which is closed: a priority, changed once in every
-- other plan, two objectives that support the trust's, each with a criterion, and three actions under each of them.
create unlogged table bench.plan as
  select t.id as trust_id, t.n as trust, u.id as unit_id, u.kind, past, row_number() over (partition by t.id order by past desc, u.kind desc, u.id) as p,
    bench.id(case when past then 'plan before of ' else 'plan of ' end || u.id) as id, current_date - case when past then 650 else 250 end as begins, bench.id(format('person %s managing-director', t.n)) as leader,
    case when a.n is null then bench.id(format('person %s managing-director', t.n)) else bench.id(format('person %s principal%s', t.n, a.n)) end as writer
  from bench.trust t join organisation.unit u on u.trust_id = t.id and u.kind in ('trust', 'academy') cross join (values (true), (false)) v(past) left join bench.academy a on a.trust_id = t.id and a.id = u.id;
update bench.plan set id = bench.id('plan 1') where unit_id = bench.id('academy 8') and not past;
create index on bench.plan (trust_id);
insert into improve.plan (trust_id, id, unit_id, kind, made_by, made_at)
  select trust_id, id, unit_id, case kind when 'trust' then 'trust-improvement' else 'academy-improvement' end, writer, begins from bench.plan l order by past desc, l.trust_id, l.id;
insert into improve.plan_version (trust_id, plan_id, version, title, begins_on, ends_on, set_at)
  select trust_id, id, 1, case when past then 'Improvement plan of last year' else 'Improvement plan' end, begins, begins + 380, begins from bench.plan l order by past desc, l.trust_id, l.id;
-- The parts of a plan were added one after the other, on the day on which it was begun.
create function bench.part_id(trust int, plan bigint, plan_id uuid, begins date, key text) returns uuid language sql stable parallel safe
  return bench.id_at(begins + (trust * 60 + plan * 2) * interval '1 second' + length(key) * interval '1 millisecond', format('%s %s', plan_id, key));
create unlogged table bench.part as
  select pl.trust_id, pl.trust, pl.id as plan_id, pl.kind as unit_kind, pl.unit_id, pl.past, pl.begins, pl.writer, pl.leader, k.kind, k.key, k.under, k.o, k.a, pl.p,
    case when pl.id = bench.id('plan 1') and k.key in ('p', 'a 1 1') then bench.id(case k.key when 'p' then 'part 1' else 'action 1' end) else bench.part_id(pl.trust, pl.p, pl.id, pl.begins, k.key) end as id,
    case when k.under is null then null when pl.id = bench.id('plan 1') and k.under = 'p' then bench.id('part 1') else bench.part_id(pl.trust, pl.p, pl.id, pl.begins, k.under) end as under_id
  from bench.plan pl, lateral (
    select 'priority' as kind, 'p' as key, null as under, null::int as o, null::int as a
    union all select 'objective', format('o %s', o), 'p', o, null from generate_series(1, 2) o
    union all select 'criterion', format('c %s', o), format('o %s', o), o, null from generate_series(1, 2) o
    union all select 'action', format('a %s %s', o, a), format('o %s', o), o, a from generate_series(1, 2) o, generate_series(1, 3) a) k;
create index on bench.part (trust_id, key) where unit_kind = 'trust';
create index on bench.part (plan_id);
analyze bench.part;
insert into improve.part (trust_id, id, plan_id, kind, under_id, made_at) select trust_id, id, plan_id, kind, under_id, begins from bench.part p order by past desc, p.trust_id, p.plan_id, length(key), key;
insert into improve.part_version (trust_id, part_id, version, title, why, how, with_whom, adds, outcome, due, supports_id, target_id, set_by, set_at)
  select b.trust_id, b.id, v, 'Reading in every year group', 'Fewer than half read at the expected standard.', 'A book of their own each week.', '', '', case v when 1 then '' else 'Four in five read at it.' end,
    case when b.kind = 'action' then b.begins + 60 * a + 130 * (o - 1) end,
    case when b.kind = 'objective' and b.unit_kind = 'academy' then (select o.id from bench.part o where o.trust_id = b.trust_id and o.unit_kind = 'trust' and o.past = b.past and o.key = b.key) end,
    case when b.kind = 'criterion' then bench.id(case o when 1 then format('target %s', b.trust) else format('target %s 2', b.trust) end) end, writer, b.begins + v
  from bench.part b, generate_series(1, 2) v where v = 1 or (b.kind = 'priority' and b.p % 2 = 0) order by b.past desc, v, b.trust_id, b.plan_id, length(b.key), b.key;
insert into improve.part_owner (trust_id, part_id, version, duty, person_id, held)
  select trust_id, id, v, 'delivers', writer, daterange(begins, null) from bench.part p, generate_series(1, 2) v where v = 1 or (kind = 'priority' and p.p % 2 = 0) order by past desc, v, p.trust_id, p.plan_id, key;
insert into improve.part_reason (trust_id, part_id, version, source, says, frozen_on)
  select trust_id, id, 1, 'judgement:' || bench.judgement_id(80 + o, 20), 'Behaviour and attitudes: working towards, seen as steady.', begins from bench.part p where kind = 'objective' order by past desc, p.trust_id, p.plan_id, key;
insert into improve.part_needs (trust_id, part_id, version, needs_id)
  select b.trust_id, b.id, 1, n.id from bench.part b join bench.part n on n.plan_id = b.plan_id and n.key = format('a %s 1', b.o) where b.a = 2 order by b.past desc, b.trust_id, b.plan_id, b.key;
-- Each plan was approved, and again where its priority was changed; a part stands in what was approved as the app keeps it. One in five was paused once.
insert into improve.approval (trust_id, plan_id, revision, content, approved_by, approved_at)
  select l.trust_id, l.id, 11 + v, jsonb_build_object('title', 'Improvement plan', 'begins', l.begins, 'ends', l.begins + 380, 'kpis', '{}'::jsonb, 'parts', (
      select jsonb_agg(jsonb_build_object('id', b.id, 'planId', b.plan_id, 'kind', b.kind, 'under', b.under_id, 'version', case b.kind when 'priority' then v else 1 end, 'title', 'Reading in every year group',
        'why', 'Fewer than half read at the expected standard.', 'how', 'A book of their own each week.', 'withWhom', '', 'adds', '', 'outcome', case when b.kind = 'priority' and v = 2 then 'Four in five read at it.' else '' end,
        'cost', null, 'days', null, 'due', case when b.kind = 'action' then b.begins + 60 * a + 130 * (o - 1) end, 'supports', null, 'target', null, 'endedBecause', null, 'setBy', null, 'setOn', b.begins,
        'owners', jsonb_build_array(jsonb_build_object('duty', 'delivers', 'personId', b.writer, 'role', null, 'from', b.begins, 'until', null, 'name', null)),
        'reasons', '[]'::jsonb, 'needs', '[]'::jsonb, 'state', 'to-do', 'steps', 0, 'doing', '', 'effect', '') order by length(b.key), b.key)
      from bench.part b where b.plan_id = l.id)), l.leader, l.begins + 5 * v
  from bench.plan l, generate_series(1, 2) v where v = 1 or p % 2 = 0 order by past desc, v, l.trust_id, l.id;
insert into improve.plan_step (trust_id, plan_id, number, step, because, taken_by, taken_at)
  select trust_id, id, s, step, 'The academy was inspected.', writer, begins + 40 * s from bench.plan l, (values (1, 'pause'), (2, 'resume')) v(s, step) where p % 5 = 4 order by past desc, s, l.trust_id, l.id;
insert into improve.plan_step (trust_id, plan_id, number, step, because, taken_by, taken_at)
  select trust_id, id, case when p % 5 = 4 then 3 else 1 end, 'close', 'Its year is over.', writer, begins + 390 from bench.plan l where past order by l.trust_id, l.id;
insert into improve.impact (trust_id, plan_id, part_id, verdict, happened, kpis_before, kpis_after, judged_by, judged_at)
  select trust_id, plan_id, id, 'in-part', 'Three in four read at the expected standard.', array['Attendance: 91.2%'], array['Attendance: 93.4%'], leader, begins + 390 from bench.part p where past and kind = 'priority' order by p.trust_id, p.plan_id;
-- Two people said where an action is, with a piece of evidence each time but the first; in each half-term its progress was reviewed, with the target of each objective.
create unlogged table bench.shown as
  select distinct on (i.trust_id, i.unit_id) i.trust_id, i.unit_id, i.id as first, last_value(i.id) over (partition by i.trust_id, i.unit_id order by i.id rows between unbounded preceding and unbounded following) as last
  from evidence.item i where i.kind = 'file' order by i.trust_id, i.unit_id, i.id;
create index on bench.shown (unit_id);
analyze bench.shown;
insert into improve.action_step (trust_id, part_id, number, state, doing, effect, taken_by, taken_at)
  select trust_id, id, s, case when s = 3 and (past or a = 1) then 'done' else 'doing' end, 'Seen in four classes on two days.', case s when 3 then 'More pupils read each day.' else '' end, writer, begins + 70 * s
  from bench.part p, generate_series(1, 3) s where kind = 'action' order by past desc, s, p.trust_id, p.plan_id, key;
insert into improve.action_step_evidence (trust_id, part_id, number, shows, item_id)
  select p.trust_id, p.id, s, shows, case shows when 'doing' then i.first else i.last end
  from bench.part p join bench.shown i on i.trust_id = p.trust_id and i.unit_id = p.unit_id, (values (2, 'doing'), (3, 'doing'), (3, 'effect')) v(s, shows)
  where kind = 'action' order by past desc, s, p.trust_id, p.plan_id, key;
insert into improve.progress (trust_id, plan_id, number, reviewed_on, next_on, written_by, written_at)
  select trust_id, id, r, begins + 60 * r, begins + 60 * r + 65, writer, begins + 60 * r from bench.plan l, generate_series(1, 6) r where past or r < 5 order by past desc, r, l.trust_id, l.id;
insert into improve.progress_line (trust_id, plan_id, number, part_id, rag, narrative, decision, kpis)
  select trust_id, plan_id, r, id, (array['green', 'amber', 'red'])[1 + (r + o) % 3], 'Books are there; two year groups read each day, and two begin.', 'continue', array['Attendance: 92.5%, and 93% by now']
  from bench.part p, generate_series(1, 6) r where kind = 'objective' and (past or r < 5) order by past desc, r, p.trust_id, p.plan_id, key;
insert into improve.progress_kpi (trust_id, plan_id, number, part_id, target_id, name, unit, decimals, better, value, value_of, needs, due, baseline, baseline_of, baseline_on, by_now)
  select trust_id, plan_id, r, id, bench.id(case o when 1 then format('target %s', trust) else format('target %s 2', trust) end), 'Attendance', 'percent', 1, 'higher', 90 + r * 0.5, 'Autumn 1 2025/26', 94, begins + 380, 90, 'Summer 2 2024/25', begins, 90 + r * 0.6
  from bench.part p, generate_series(1, 6) r where kind = 'objective' and (past or r < 5) order by past desc, r, p.trust_id, p.plan_id, key;
-- Each part has been talked about, a plan on a day: two comments of which one is resolved, and a suggestion that was answered.
create unlogged table bench.talk as
  select *, begins + 20 * n + interval '10 hours' as at, bench.part_id(trust, p, plan_id, begins + 20 * n, format('talk of %s', id)) as talk_id, bench.id(format('person %s national-director', trust)) as by
  from bench.part, generate_series(1, 3) n;
insert into improve.comment (trust_id, id, part_id, text, written_by, written_at)
  select trust_id, talk_id, id, 'Which year groups come first, and who trains them?', by, at from bench.talk where n < 3 order by at, bench.talk.trust_id, bench.talk.plan_id, key;
insert into improve.comment_resolved (trust_id, comment_id, resolved_by, resolved_at) select trust_id, talk_id, by, at from bench.talk where n = 1 order by at, bench.talk.trust_id, bench.talk.plan_id, key;
insert into improve.suggestion (trust_id, id, part_id, field, was, text, because, made_by, made_at)
  select trust_id, talk_id, id, 'title', 'Reading', 'Reading in every year group', '', by, at from bench.talk where n = 3 order by at, bench.talk.trust_id, bench.talk.plan_id, key;
insert into improve.suggestion_answer (trust_id, suggestion_id, verdict, because, answered_by, answered_at)
  select trust_id, talk_id, 'accepted', '', by, at from bench.talk where n = 3 order by at, bench.talk.trust_id, bench.talk.plan_id, key;
insert into improve.template (trust_id, id, made_at) select id, bench.id('template ' || n), now() from bench.trust order by n;
insert into improve.template_version (trust_id, template_id, version, content, retired, set_by, set_at)
  select id, bench.id('template ' || n), 1, '{"kind": "academy-improvement", "title": "Our year", "says": "Of every academy.", "parts": [{"kind": "priority", "title": "Reading in every year group"}]}', false,
    bench.id(format('person %s national-director', n)), now() from bench.trust order by n;

-- Mail is kept for 400 days: in them everybody who holds a role had a digest in each of 57 weeks, and a mail on 23 days more, on which something
-- was near its day; a digest says one thing to whom it was sent, and each of the others two things. One in three chose another day for it, twice.
create unlogged table bench.mail as
  select p.trust_id, p.trust, p.key as who, p.id as person_id, d.day, d.digest, bench.id_at(d.day + interval '6 hours' + (p.n % 30000) * interval '10 milliseconds', format('mail %s %s', p.id, d.day)) as id
  from (select *, row_number() over (order by trust, key) as n from bench.person where upper_inf(held)) p, (
    select current_date - extract(isodow from current_date)::int + 1 - 7 * w as day, true as digest from generate_series(0, 56) w
    union all select current_date - extract(isodow from current_date)::int + 2 - 17 * w + (17 * w) % 7, false from generate_series(0, 22) w) d where d.day <= current_date;
insert into platform.mail (trust_id, id, person_id, purpose, day, address, subject, body, made_at, taken_at, ended_at, outcome)
  select trust_id, id, person_id, 'what is due', day, replace(who, ' ', '-') || '@trust-' || trust || '.example', case when digest then 'This week: 6 things to do' else '2 things due' end || ': Trust ' || trust,
    E'Dear Agnes,\n\nDue within a week\n\n- Reading in every year group (Improvement plan, Academy 8). Due on 8 December 2026 (Autumn 2).\n  https://eddystone.trust.example/trust-1/my-work/' || person_id || E'\n\nAll of it stands under My work: https://eddystone.trust.example/trust-1/my-work\n',
    day + time '06:00', day + time '06:01', day + time '06:01', 'sent' from bench.mail order by day, id;
insert into improve.reminder (trust_id, person_id, item, occasion, due, mail_id)
  select trust_id, person_id, case when digest then 'digest' else 'action:' || bench.id(format('owed %s %s %s', person_id, day, i)) end, case when digest then 'digest' else (array['in-7-days', 'due'])[i] end, day + case when digest then 0 else 7 * (2 - i) end, id
  from bench.mail, generate_series(1, 2) i where i = 1 or not digest order by day, id, i;
insert into improve.digest_choice (trust_id, person_id, number, weekday, chosen_at)
  select trust_id, id, c, case c when 1 then null else 1 + bench.pick('weekday ' || id, 5) end, current_date - 300 + 100 * c from bench.person, generate_series(1, 2) c where upper_inf(held) and (bench.pick('chose ' || id, 3) = 0 or key = 'managing-director') order by c, trust, key;

-- What is derived, as the app derives it.
insert into diagnose.category_held (trust_id, unit_id, held, category, decision_id)
  select trust_id, unit_id, daterange(effective_from, lead(effective_from) over (partition by unit_id order by decided_on)), category, id from diagnose.decision order by trust_id, unit_id;
insert into diagnose.board (trust_id, unit_id, perspective, lineages, levels, can_share, directions, confidences, judged_on, editions, judgements)
  select j.trust_id, j.unit_id, j.perspective, array_agg(j.lineage order by j.lineage), array_agg(j.level order by j.lineage), array_agg(j.can_share order by j.lineage),
    array_agg(j.direction order by j.lineage), array_agg(j.confidence order by j.lineage), array_agg((j.judged_at at time zone 'Europe/London')::date order by j.lineage),
    array_agg(f.number order by j.lineage), array_agg(j.id order by j.lineage)
  from diagnose.judgement j join frameworks.edition f on f.trust_id = j.trust_id and f.id = j.edition_id where j.judged_at >= bench.day(29) group by 1, 2, 3;

-- The national register is as large on every site: all of England's trusts and schools, whoever uses it.
insert into "national".trust (uid, reference, name, type, status, as_at)
  select t, 'TR' || lpad(t::text, 5, '0'), 'Trust ' || t, 'Multi-academy trust', 'Open', '2026-08-01' from generate_series(1, 2400) t;
insert into "national".school (urn, name, la_code, establishment_number, status, phase, low_age, high_age, town, postcode, region, pupils, as_at)
  select 100000 + n, 'Academy ' || n, lpad((200 + n % 150)::text, 3, '0'), lpad((n % 10000)::text, 4, '0'), 'Open', 'Primary', 4, 11, 'Town', 'AA1 1AA', 'South West', 200, '2026-08-01'
  from generate_series(1, 22000) n;
insert into "national".membership (urn, uid, joined, as_at_first, as_at_last, current) select 100000 + n, 1 + bench.pick('lot ' || n, 2400), '2021-09-01', '2022-07-01', '2026-08-01', true from generate_series(1, 22000) n;
insert into "national".import (id, file_name, kind, as_at, sha256, report) values (bench.id('import'), 'groups.csv', 'groups', '2026-08-01', repeat('0', 64),
  '{"kind": "groups", "asAt": "2026-08-01", "rowsRead": 1, "imported": 1, "changed": 0, "unchanged": 0, "skipped": [], "unknownColumns": [], "unknownValues": [], "damagedRows": 0, "seconds": 1, "encoding": "utf-8"}');

-- Who asks: the Managing Director of trust 1 by session and by token, and a site operator. One of its people has an open invitation, another a reset link.
insert into sign_in.account (id, email, name, site_operator) values (bench.id('operator'), 'operator@site.example', 'Site operator', true);
insert into sign_in.session (token_hash, account_id, form_token, ends_at) values (sha256('operator'), bench.id('operator'), 'form', now() + interval '12 hours');
update organisation.person set account_id = null, email = 'x@trust.example' where trust_id = bench.id('trust 1') and id = bench.id('person 1 eob-member3');
update organisation.invitation set expires_at = now() + interval '7 days', made_at = now(), used_at = null, token_hash = sha256(convert_to(current_setting('bench.invitation'), 'UTF8'))
  where trust_id = bench.id('trust 1') and person_id = bench.id('person 1 eob-member3');
insert into sign_in.reset (token_hash, account_id, expires_at) values (sha256('reset'), bench.id('account 1 trustee'), now() + interval '1 day');
drop schema bench cascade;
