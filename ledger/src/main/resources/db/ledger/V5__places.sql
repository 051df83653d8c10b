-- Admission: a connection has so many runs at work and no more.
alter table open_mark alter column opened_at drop not null;
alter table open_mark add column works_until timestamptz;
create index open_mark_at_work on open_mark (connection) where works_until is not null;
comment on table open_mark is
  'A run may be about to move the base of this contact (opened_at): the door believes no echo. A row too many costs a look; a row too few can lose an edit, so delete only marks of runs that Temporal says are closed.';
comment on column open_mark.opened_at is 'When the look that is under way began; null where a run was only let in.';
comment on column open_mark.works_until is
  'Until then the run counts as at work; null where it sleeps or is parked. Setting it to null lets one more run in.';

create table queue_mark (
  connection  text collate "C" not null,
  lane        text not null,
  waits_until timestamptz not null,
  primary key (connection, lane)
);
comment on table queue_mark is
  'Changes of this lane wait in the connection''s queue, so whoever comes now goes behind them. Lapses by itself; deleting a row lets newcomers overtake.';

-- One call in place of five. Each statement of it has a snapshot of its own, taken after the lock.
create function take_place(
  the_flow text, the_connection text, the_contact text, the_lane text,
  from_queue boolean, most integer, now_is timestamptz, until timestamptz
) returns boolean language plpgsql set search_path = lockstep as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  perform pg_advisory_xact_lock(hashtext('lockstep.place'), hashtext(the_connection));
  if exists (
    select from open_mark
    where flow = the_flow and connection = the_connection and contact_id = the_contact
      and works_until > now_is
  ) then
    return true;
  end if;
  if not from_queue and exists (
    select from queue_mark
    where connection = the_connection and lane in ('LIVE', the_lane) and waits_until > now_is
  ) then
    return false;
  end if;
  delete from open_mark -- of runs that were let in and never looked
  where connection = the_connection and opened_at is null and works_until <= now_is;
  if (
    select count(*) from open_mark where connection = the_connection and works_until > now_is
  ) >= most then
    return false;
  end if;
  insert into open_mark (flow, connection, contact_id, works_until)
  values (the_flow, the_connection, the_contact, until)
  on conflict (flow, connection, contact_id) do update set works_until = excluded.works_until;
  return true;
end
$$;
