-- A version is reserved before its tag is pushed, so that two releases never get the same one.

create table version_reservation (
  service_id  bigint      not null references service (id),
  version     text        not null,
  commit      text        not null,
  run_id      bigint      not null references run (id),
  reserved_at timestamptz not null,
  primary key (service_id, version)
);
comment on table version_reservation is 'A version belongs to the first commit that asked for it, whether or not its tag was ever pushed.';
