-- A connection may be allowed to read at HighLevel and no more; what is right to write there waits.
alter table connection add column highlevel_access text not null default 'READ_WRITE';
comment on column connection.highlevel_access is
  'READ_WRITE, or READ_ONLY: no write to HighLevel is tried, each is listed in withheld.';

create table withheld (
  connection text collate "C" not null,
  contact_id text collate "C" not null,
  flow       text collate "C" not null,
  op_id      text collate "C" not null,
  item       text collate "C" not null,
  kind       text not null,
  fields     text[] not null,
  contacts   text[] not null,
  rewards    text[] not null,
  since      timestamptz not null,
  primary key (connection, contact_id, flow, op_id)
);
comment on table withheld is
  'A write that is right and not made, for the connection may only read there. No run waits for it; each look lists anew what its contact has.';
comment on column withheld.contact_id is 'HighLevel''s id of the contact; bhn:<id> for a profile that has none.';
comment on column withheld.kind is 'What it would do, as in intent.kind.';
comment on column withheld.fields is 'The fields it would move; none where it is about the whole record.';
comment on column withheld.contacts is 'For each field the digest of what the contacts side showed; so for rewards.';
