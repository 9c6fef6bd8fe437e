-- The facts of one organisation, period and import lie together, as pages read them: a row for each fact costs several times more. They
-- come from national.fact, are written anew with each import that changes them, and `eddystone derived check` compares them with their source.
-- An import that runs meanwhile would leave its facts out.
select pg_advisory_xact_lock(hashtext('national.import'));
create table national.organisation_facts (
  org_kind "char"   not null,
  org_key  integer  not null,
  period   smallint not null,
  import   integer  not null references national.result_import on delete cascade,
  stratum  smallint not null references national.stratum,   -- among which schools it is ranked; not-told: no file tells its kind
  whole    boolean  not null,                               -- whether the file is all of England
  facts    text     not null,                               -- JSON: measures, groups, values and pupils, side by side
  more     text,                                            -- JSON: of some, measure, group, why there is no value, numerator, interval
  primary key (org_kind, org_key, period, import)
);
create index on national.organisation_facts (import, period);
grant select on national.organisation_facts to eddystone_app;
grant select, insert, update, delete on national.organisation_facts to eddystone_importer, eddystone_keeper;
insert into national.organisation_facts
  with told as (
    select org_kind, org_key, period, import,
      json_build_array(array_agg(measure order by measure, pupil_group), array_agg(pupil_group order by measure, pupil_group),
        array_agg(value order by measure, pupil_group), array_agg(denominator order by measure, pupil_group))::text as facts,
      (json_agg(json_build_array(measure, pupil_group, missing, numerator, low, high) order by measure, pupil_group)
        filter (where missing is not null or numerator is not null or low is not null))::text as more
    from national.fact group by org_kind, org_key, period, import
  )
  select f.org_kind, f.org_key, f.period, f.import,
    case f.org_kind when 's' then coalesce(nullif(s.stratum, 0), nullif(c.stratum, 0), 0) when 't' then 20 else 0 end, t.whole is true, facts, more
  from told f
  left join national.teller t on t.import = f.import and t.period = f.period
  left join national.fact_school s on s.import = t.file and s.urn = f.org_key and f.org_kind = 's'
  left join national.fact_school c on c.import = t.census and c.urn = f.org_key and f.org_kind = 's';
-- In which way what is derived was written. A process of the version before, which lays nothing together, does not know of it: its imports
-- fail whole where both run side by side, and can be sent again.
alter table national.teller add column layout smallint not null default 1;
alter table national.teller alter column layout drop default;
