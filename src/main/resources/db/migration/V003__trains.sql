-- Trains are cut at their instants, environments start in slots, releases soak.

alter table service add column looked_at timestamptz;
comment on column service.looked_at is 'When the last look at the repository began that came to its end: what had come by then is known.';

alter table build add column arrived_at timestamptz;
update build set arrived_at = seen_at;
alter table build alter column arrived_at set not null;
comment on column build.arrived_at is 'When it came to the branch, as far as we know: not before the last look without it, not after the first with it, and in between when its author made it.';

alter table release add column position bigint;
update release set position = coalesce(
  (select b.number from build b where b.service_id = release.service_id and b.commit = release.commit), 0);
alter table release alter column position set not null;
comment on column release.position is 'Its place on the tracked branch: the number of its commit, or of the commit at the base of its line.';

alter table run drop constraint run_kind_check;
alter table run add constraint run_kind_check check (kind in ('build', 'promotion', 'cut'));
alter table run add column position bigint;
update run set position = coalesce(
  (select l.position from release l where l.id = run.release_id),
  (select b.number from build b where b.service_id = run.service_id and b.commit = run.commit), 0);
alter table run alter column position set not null;
alter table run add column slot timestamptz;
comment on column run.slot is 'The slot it went in, by the instant that was planned for it.';
create index run_reached on run (service_id, environment, position desc) where kind = 'promotion';
create unique index run_uses_a_slot_alone on run (service_id, environment, slot) where slot is not null;

alter table request add column slot timestamptz;
alter table request add column move text not null default 'regular' check (move in ('regular', 'warmfix', 'hotfix', 'rollback'));
comment on column request.slot is 'The slot it takes, so that nothing else goes in it.';

create table train (
  service_id bigint      not null references service (id),
  name       text        not null,
  cuts       text        not null,
  since      timestamptz not null,
  primary key (service_id, name)
);
comment on table train is 'Since when the cuts of a train count, as its flow file plans them: those before are not ours to make up.';

create table train_cut (
  service_id bigint      not null references service (id),
  train      text        not null,
  planned_at timestamptz not null,
  at         timestamptz not null,
  slot       timestamptz not null,
  extra      boolean     not null,
  state      text        not null check (state in ('awaited', 'taken', 'unchanged', 'replaced', 'skipped')),
  number     bigint,
  commit     text,
  run_id     bigint      references run (id),
  by         text        not null,
  reason     text        not null,
  decided_at timestamptz not null,
  primary key (service_id, train, planned_at),
  check ((state = 'taken') = (commit is not null)),
  check ((number is null) = (commit is null)),
  check (run_id is null or state = 'taken')
);
comment on table train_cut is 'Each cut of a train once, by the instant it was planned for, however many servers see it come.';
comment on column train_cut.at is 'When it is due: the planned instant, unless a person or a holiday has moved it.';
comment on column train_cut.slot is 'Which slot its release goes in, by the instant that was planned for it.';
comment on column train_cut.run_id is 'The run that makes its release.';

create table soak_word (
  id          bigint      generated always as identity primary key,
  service_id  bigint      not null references service (id),
  environment text        not null,
  release_id  bigint      not null references release (id),
  word        text        not null check (word in ('for', 'bad', 'good')),
  seconds     bigint,
  by          text        not null,
  reason      text        not null,
  at          timestamptz not null,
  check ((word = 'for') = (seconds is not null))
);
comment on table soak_word is 'What people said of a release that soaks: for how long, that it is bad, that it is good again.';
create index soak_word_by_release on soak_word (service_id, environment, release_id, id);
