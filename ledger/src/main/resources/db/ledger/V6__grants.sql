-- What HighLevel granted through OAuth: it expires, and is renewed by one process at a time.
create table highlevel_grant (
  resource_id   text collate "C" primary key,
  user_type     text not null,
  company_id    text collate "C" not null,
  access_token  text not null,
  refresh_token text not null,
  obtained_at   timestamptz not null,
  expires_at    timestamptz not null,
  version       bigint not null,
  leased_until  timestamptz,
  refused_at    timestamptz
);
comment on table highlevel_grant is
  'Tokens of one HighLevel location or agency, sealed. A refresh token works once: never restore an old row; connect again instead.';
comment on column highlevel_grant.resource_id is 'HighLevel''s id of the location, or of the agency (user_type Company) whose token makes tokens of its locations.';
comment on column highlevel_grant.refresh_token is 'Sealed; an empty text inside means: made by the agency''s token, and made anew by it.';
comment on column highlevel_grant.version is 'Counts up with each new pair. Who renews names the version it renews.';
comment on column highlevel_grant.leased_until is 'Until then one process renews it and the others wait. Setting it to null lets the next one try.';
comment on column highlevel_grant.refused_at is 'When HighLevel said that the grant is over; connecting again clears it.';
