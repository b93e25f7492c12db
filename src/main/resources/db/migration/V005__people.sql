-- People: who is on duty, and what they say about a release before it goes on.

create table rota_swap (
  id         bigint      generated always as identity primary key,
  service_id bigint      not null references service (id),
  role       text        not null,
  begins_at  timestamptz not null,
  person     text        not null,
  reason     text        not null,
  swapped_by text        not null,
  swapped_at timestamptz not null
);
comment on table rota_swap is 'A turn that somebody else takes than the rota of the flow says. The last one about a turn counts.';
create index rota_swap_of_a_role on rota_swap (service_id, role, id);

create table rota_turn (
  service_id bigint      not null references service (id),
  role       text        not null,
  begins_at  timestamptz not null,
  person     text        not null,
  told_at    timestamptz not null,
  primary key (service_id, role, begins_at)
);
comment on table rota_turn is 'Who was on duty, written down when the turn began and people were told.';
