alter table connection
  add column bhn_token_url text not null default '',
  add column bhn_partner_id text not null default '',
  add column bhn_login text not null default 'CLIENT_CREDENTIALS';
comment on column connection.bhn_token_url is 'Where tokens are made; empty: /oauth2/token below bhn_base_url.';
comment on column connection.bhn_partner_id is 'Sent as Partner-Id with each call; empty: none is.';
comment on column connection.bhn_login is 'CLIENT_CREDENTIALS, or BASIC: client id and secret are the name and the key of an API key.';
