-- A task or a note of a contact is kept as the pair itself is: in the same tables, under its name.

create table item (
  connection  text collate "C" not null,
  contact_id  text collate "C" not null,
  item        text collate "C" not null,
  kind        text collate "C" not null,
  contacts_id text collate "C",
  rewards_id  text collate "C",
  linked_at   timestamptz,
  state       text not null,
  reason      text not null,
  agreed_at   timestamptz,
  primary key (connection, contact_id, item),
  constraint one_item_per_contacts_half unique (connection, kind, contacts_id),
  constraint one_item_per_rewards_half unique (connection, kind, rewards_id)
);
comment on table item is
  'Where one task or note of a contact stands. With both ids it is linked; without, it stands alone on the side its name says. It stays when the contact''s own link ends, and rests until that is decided.';
comment on column item.item is
  'Our name for it: task/c:<id> was first seen at HighLevel under that id, note/r:<id> at BHN. It stays when one half is made anew under another id.';
comment on column item.state is 'As in pair.state.';
comment on column item.agreed_at is 'When both halves were last recorded as equal.';

alter table base
  add column item text collate "C" not null default '',
  drop constraint base_pkey,
  add primary key (connection, contact_id, item, field, element);
comment on column base.item is
  'Empty for the pair itself, otherwise the task or note it belongs to, as in item.item. So it is in every table that has it.';

alter table intent
  add column item text collate "C" not null default '',
  drop constraint intent_pkey,
  add primary key (connection, contact_id, item, op_id);

-- The columns of intent in their order, then the time: a row is moved as it is.
alter table settled_intent
  add column item text collate "C" not null default '',
  add column settled timestamptz;
update settled_intent set settled = settled_at;
alter table settled_intent drop column settled_at;
alter table settled_intent rename column settled to settled_at;
alter table settled_intent alter column settled_at set not null;
create index settled_intent_by_age on settled_intent (settled_at);

alter table accepted_difference
  add column item text collate "C" not null default '',
  drop constraint accepted_difference_pkey,
  add primary key (connection, contact_id, item, field, element);

alter table conflict
  add column item text collate "C" not null default '',
  drop constraint conflict_pkey,
  add primary key (connection, contact_id, item, id);

alter table parked
  add column item text collate "C" not null default '',
  drop constraint parked_pkey,
  add primary key (connection, contact_id, item, op_id);

alter table edit_date
  add column item text collate "C" not null default '',
  drop constraint edit_date_pkey,
  add primary key (connection, contact_id, item, field, side, digest);

alter table field_move
  add column item text collate "C" not null default '',
  drop constraint field_move_pkey,
  add primary key (connection, contact_id, item, field, element, side, after, made_by, at);

alter table stamp
  add column item text collate "C" not null default '',
  drop constraint stamp_pkey,
  add primary key (connection, contact_id, item, side);

alter table tombstone add column survivor boolean not null default false;
comment on column tombstone.id is 'Of a contact or profile; task:<id> and note:<id> are halves of items.';
comment on column tombstone.survivor is 'This record was alive when the link ended; otherwise it was the deleted one, or nobody can tell.';
