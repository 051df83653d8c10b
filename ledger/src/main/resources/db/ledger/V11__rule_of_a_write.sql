-- A write is judged by the rule it was planned under: one that changed since says nothing of it.
alter table intent add column wrote_rule text[] not null default '{}';
comment on column intent.wrote_rule is
  'The fingerprint of each field''s rule when the write was planned, in the order of wrote_field; empty for a write of an older release.';

-- The columns of intent in their order, then the time: a row is moved as it is.
alter table settled_intent
  add column wrote_rule text[] not null default '{}',
  add column settled timestamptz;
update settled_intent set settled = settled_at;
alter table settled_intent drop column settled_at;
alter table settled_intent rename column settled to settled_at;
alter table settled_intent alter column settled_at set not null;
create index settled_intent_by_age on settled_intent (settled_at);
