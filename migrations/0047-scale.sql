-- Who answers for a part is found by its versions: the key that keeps periods apart is made for that alone and is walked in many places.
create index on improve.part_owner (trust_id, part_id, version);
