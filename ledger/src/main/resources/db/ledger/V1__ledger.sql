-- What Lockstep remembers. docs/ledger.md says who may touch what by hand.
-- Ids compare byte by byte (collate "C"): pages are in the order a program expects.

create table connection (
  id                     text collate "C" primary key,
  region                 text not null,
  highlevel_base_url     text not null,
  location_id            text collate "C" not null unique,
  highlevel_token        text not null,
  highlevel_webhook_keys text[] not null,
  bhn_base_url           text not null,
  account_id             text collate "C" not null unique,
  bhn_client_id          text not null,
  bhn_client_secret      text not null,
  bhn_webhook_secret     text not null,
  profile_yaml           text not null,
  first_link_auto        boolean not null,
  paused                 boolean not null,
  paused_reason          text not null,
  sweep_wanted           boolean not null default false,
  custom_field_keys      text[] not null default '{}',
  custom_field_ids       text[] not null default '{}'
);
comment on table connection is
  'One HighLevel location and one BHN account that belong together. The worker writes it at each start from its configuration; paused and sweep_wanted survive that.';
comment on column connection.highlevel_token is 'Sealed: <key id>:<base64>. So are bhn_client_secret and bhn_webhook_secret. A copied value opens in no other row.';
comment on column connection.sweep_wanted is 'News arrived while the connection was paused; the next resume sweeps.';
comment on column connection.custom_field_ids is 'HighLevel ids, in the order of custom_field_keys, as last read from the location.';

create table pair (
  connection text collate "C" not null,
  contact_id text collate "C" not null,
  profile_id text collate "C",
  linked_at  timestamptz,
  state      text not null,
  reason     text not null,
  primary key (connection, contact_id),
  constraint one_contact_per_profile unique (connection, profile_id)
);
create index pair_by_state on pair (connection, state);
comment on table pair is
  'Where one contact stands. With a profile_id it is linked to that profile. A contact_id "bhn:<profile id>" is a profile that has no contact yet.';
comment on column pair.state is 'IN_STEP, SYNCING, NEEDS_PERSON (parked says what waits) or NOT_ELIGIBLE (reason says why).';

create table base (
  connection       text collate "C" not null,
  contact_id       text collate "C" not null,
  field            text collate "C" not null,
  element          text collate "C" not null,
  contacts         text not null,
  rewards          text not null,
  canon_version    integer not null,
  rule_fingerprint text not null,
  revision         bigint not null,
  primary key (connection, contact_id, field, element)
);
comment on table base is
  'What both sides showed when they last agreed on a field, as keyed digests (<key id>:<hex>); no value can be read from it. A deleted row makes the next look treat the field like a first link.';
comment on column base.element is 'Empty for a plain field and for the head row of a set (tags); otherwise the digest of one member.';
comment on column base.revision is 'Counts up each time the field moves. A write planned on an older revision is refused.';

create table intent (
  connection   text collate "C" not null,
  contact_id   text collate "C" not null,
  op_id        text collate "C" not null,
  kind         text not null,
  target       text not null,
  target_id    text,
  source_id    text,
  generation   integer not null,
  wrote_field  text[] not null,
  wrote_source text[] not null,
  wrote_before text[] not null,
  wrote_after  text[] not null,
  held_ids     text[] not null,
  owner        text not null,
  sent_at      timestamptz not null,
  lease_until  timestamptz not null,
  attempts     integer not null,
  primary key (connection, contact_id, op_id)
);
comment on table intent is
  'A write that may have been sent and whose end nobody has recorded. After lease_until the next look asks the provider what became of it. Never delete a row by hand: a CREATE might then be sent twice.';
comment on column intent.wrote_field is 'The fields written; wrote_source, wrote_before and wrote_after hold their digests in the same order.';
comment on column intent.held_ids is 'For a CREATE: ids that could be mistaken for ours but were there before.';

create table settled_intent (
  like intent,
  settled_at timestamptz not null
);
create index settled_intent_by_age on settled_intent (settled_at);
create index settled_intent_of_pair on settled_intent (connection, contact_id);
comment on table settled_intent is 'Writes whose end is known, kept for a day so that a person can see what was sent. Nothing reads it.';

create table accepted_difference (
  connection       text collate "C" not null,
  contact_id       text collate "C" not null,
  field            text collate "C" not null,
  element          text collate "C" not null,
  contacts         text not null,
  rewards          text not null,
  rule_fingerprint text not null,
  reason           text not null,
  who              text not null,
  at               timestamptz not null,
  primary key (connection, contact_id, field, element)
);
comment on table accepted_difference is
  'Two sides may differ here, and why. Quiet while both digests and the rule stand. Deleting a row makes the next look decide anew.';

create table conflict (
  connection      text collate "C" not null,
  contact_id      text collate "C" not null,
  id              text collate "C" not null,
  field           text not null,
  state           text not null,
  loser           text,
  contacts_values text not null,
  rewards_values  text not null,
  why             text not null,
  at              timestamptz not null,
  primary key (connection, contact_id, id)
);
create index conflict_by_age on conflict (connection, at desc);
comment on table conflict is
  'An edit that lost (DECIDED), or two edits between which a person must choose (OPEN). DECIDED rows may be deleted by hand once nobody wants the values back.';
comment on column conflict.contacts_values is 'Sealed; the operator API opens it and journals who read it.';

create table parked (
  connection text collate "C" not null,
  contact_id text collate "C" not null,
  op_id      text collate "C" not null,
  field      text not null,
  kind       text not null,
  reason     text not null,
  contacts   text not null,
  rewards    text not null,
  since      timestamptz not null,
  primary key (connection, contact_id, op_id)
);
create index parked_by_age on parked (connection, since);
comment on table parked is
  'What waits for a person: refused by a provider (PARKED) or undecided (REVIEW). Answer it through the operator API, which also wakes the run; a row deleted by hand comes back with the next look.';

create table edit_date (
  connection text collate "C" not null,
  contact_id text collate "C" not null,
  field      text collate "C" not null,
  side       text not null,
  digest     text collate "C" not null,
  at         timestamptz not null,
  primary key (connection, contact_id, field, side, digest)
);
comment on table edit_date is 'When an edit was first heard of; the newest policy compares these. Gone once the field''s base moves.';

create table field_move (
  connection text collate "C" not null,
  contact_id text collate "C" not null,
  field      text collate "C" not null,
  element    text collate "C" not null,
  side       text not null,
  before     text not null,
  after      text collate "C" not null,
  made_by    text not null,
  at         timestamptz not null,
  primary key (connection, contact_id, field, element, side, after, made_by, at)
);
create index field_move_by_age on field_move (at);
comment on table field_move is
  'Steps of one side''s value within the last day, by digest: WRITTEN by us, SEEN and believed, or SUSPECTED. Finds echoes, flips and overwritten edits.';

create table stamp (
  connection text collate "C" not null,
  contact_id text collate "C" not null,
  side       text not null,
  written_at timestamptz not null,
  updated_at timestamptz,
  version    text,
  primary key (connection, contact_id, side)
);
comment on table stamp is 'The provider''s own stamp right after our last write; a read that shows an older one is discarded.';

create table tombstone (
  connection text collate "C" not null,
  side       text not null,
  id         text collate "C" not null,
  reason     text not null,
  at         timestamptz not null,
  primary key (connection, side, id)
);
comment on table tombstone is
  'A record whose link has ended; its survivor is not copied back. Deleting a row lets the pair be linked and created anew.';

create table lease (
  connection text collate "C" not null,
  name       text collate "C" not null,
  owner      text not null,
  until      timestamptz not null,
  primary key (connection, name)
);
comment on table lease is
  'Somebody links or creates the person with this hashed e-mail or phone until then. Rows that are over mean nothing.';

create table saved_edit (
  connection text collate "C" not null,
  contact_id text collate "C" not null,
  id         text collate "C" not null,
  sealed     text not null,
  saved_at   timestamptz not null,
  primary key (connection, contact_id, id)
);
comment on table saved_edit is 'Values a person typed, sealed, until the run has taken them; removed after a week.';

create table journal (
  number     bigint generated always as identity primary key,
  connection text collate "C" not null,
  at         timestamptz not null,
  contact_id text collate "C" not null,
  act        text not null,
  side       text,
  fields     text[] not null,
  who        text not null
);
-- The page reads it from its end, the brakes count in its last hour, and a repeated commit finds
-- its own entry.
create unique index journal_entry on journal (connection, at, contact_id, act, side, fields, who)
  nulls not distinct;
comment on table journal is
  'What Lockstep and its operators did: ids and field names only. The brakes count the last hour; older rows may be deleted by hand, oldest first.';
comment on column journal.contact_id is 'A contact, or "-" for an act on the whole connection.';

create table open_mark (
  flow       text not null,
  connection text collate "C" not null,
  contact_id text collate "C" not null,
  opened_at  timestamptz not null,
  primary key (flow, connection, contact_id)
);
comment on table open_mark is
  'A run may be about to move the base of this contact: the door believes no echo. A row too many costs a look; a row too few can lose an edit, so delete only marks of runs that Temporal says are closed.';

create table reading_position (
  connection text collate "C" not null,
  what       text collate "C" not null,
  position   text not null,
  primary key (connection, what)
);
comment on table reading_position is 'Where a pass stopped reading. Deleting a row makes the next pass begin at the start.';

create table budget (
  location  text collate "C" primary key,
  promised  bigint[] not null,
  used      bigint[] not null,
  day       date not null,
  day_count integer not null
) with (fillfactor = 40);
comment on table budget is
  'HighLevel''s call windows of one location, for all processes: the last 100 turns as promised and as used (epoch milliseconds), and the UTC day''s count. Deleting a row forgets ten seconds of calls and risks a 429.';

create table budget_hold (
  location text collate "C" not null,
  owner    text collate "C" not null,
  turn_at  timestamptz not null,
  primary key (location, owner)
);
comment on table budget_hold is 'A live call''s turn that has been promised and not used yet.';

create table breaker (
  connection    text collate "C" not null,
  side          text not null,
  failures      integer not null,
  guessed_until timestamptz not null,
  told_until    timestamptz not null,
  primary key (connection, side)
);
comment on table breaker is
  'No call to that side before the later of the two times: our own growing pause, and what the provider asked for. Deleting a row lets calls go at once.';
