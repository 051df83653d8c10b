-- Whether a sender sends an event at all is seen by its coming; the doctor says which never came.
create table webhook_seen (
  connection text collate "C" not null,
  side       text not null,
  type       text collate "C" not null,
  seen_at    timestamptz not null,
  primary key (connection, side, type)
);
comment on table webhook_seen is
  'When the latest webhook of that event type came, to the minute; no row: none has come.';
comment on column webhook_seen.type is 'HighLevel''s type, or BHN''s messageType.';
