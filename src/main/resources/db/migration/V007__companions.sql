-- What is released together with a service and lives elsewhere.

create table companion (
  service_id    bigint      not null references service (id),
  name          text        not null,
  watched       text        not null,
  tag           text,
  commits       int         not null,
  head          text,
  newest        text,
  next_tag      text,
  seen_at       timestamptz,
  trouble       text,
  trouble_since timestamptz,
  looked_at     timestamptz not null,
  primary key (service_id, name),
  check ((head is null) = (newest is null)),
  check ((head is null) = (next_tag is null)),
  check ((trouble is null) = (trouble_since is null)),
  check (seen_at is null or head is not null or tag is not null)
);
comment on table companion is 'Another repository that belongs to a service, such as its functional tests, as it was seen last.';
comment on column companion.watched is 'Its address, branch, tags and path; a row about another one says nothing.';
comment on column companion.tag is 'Its last release; empty before the first.';
comment on column companion.head is 'The newest commit that counts and that its last release has not; empty if there is none.';
comment on column companion.seen_at is 'When this was seen first; empty before the first look that went well.';
comment on column companion.trouble is 'What keeps us from seeing it, in a sentence.';
