-- A trust uses several frameworks, each known by its key. Those there were until now are the ten indicators.
alter table frameworks.framework add column key text not null default 'ten-indicators'
  check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 80);
alter table frameworks.framework
  alter column key drop default,
  add constraint one_framework_of_a_key unique (trust_id, key),
  -- What a framework is called is said by its editions, and changes with them.
  drop constraint framework_trust_id_name_key;
