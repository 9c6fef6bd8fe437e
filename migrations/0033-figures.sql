-- Two foreign keys of a judgement said what another of its keys says already, and each cost a look-up at every writing.
-- Its edition: (trust_id, edition_id, indicator, lineage), none of which may be null, stands in frameworks.indicator, whose rows stand in an edition.
alter table diagnose.judgement drop constraint judgement_trust_id_edition_id_fkey;
-- What it replaces: (trust_id, unit_id, lineage, perspective, replaces), of which only the last may be null, stands in diagnose.judgement itself.
alter table diagnose.judgement drop constraint judgement_trust_id_replaces_fkey;
