-- Release lines: short-lived branches off a release, with a few commits of the tracked branch, for
-- one environment. And which place has which of these commits.

create table line (
  id               bigint      generated always as identity primary key,
  service_id       bigint      not null references service (id),
  name             text        not null,
  off_environment  text        not null,
  into_environment text        not null,
  ends             text        not null check (ends in ('when-main-arrives', 'by-hand')),
  base             bigint      not null references release (id),
  onto             text        not null,
  head             text        not null,
  pushed           text,
  seen             text        not null,
  opened_at        timestamptz not null,
  opened_by        text        not null,
  proven           boolean     not null,
  reason           text        not null,
  ended_at         timestamptz,
  ended_by         text,
  ended_because    text,
  overtaken_by     text,
  check ((ended_at is null) = (ended_by is null and overtaken_by is null)),
  check (ended_by is null or overtaken_by is null)
);
comment on table line is 'Release lines: short-lived branches off a release, each for one environment.';
comment on column line.base is 'The release that the line comes off.';
comment on column line.onto is 'What the newest of its commits were put onto, or are to be.';
comment on column line.head is 'Where its branch is to stand.';
comment on column line.pushed is 'Where its branch stood when it was seen last; empty before it was there.';
comment on column line.seen is 'The last commit of the branch that was taken in; at first that of the base.';
comment on column line.overtaken_by is 'The tag of the release of the tracked branch that ended it.';
create unique index line_open_once on line (service_id, name) where ended_at is null;

create table pick (
  line_id bigint      not null references line (id),
  number  int         not null,
  commit  text        not null,
  became  text        not null,
  subject text        not null,
  by_hand boolean     not null,
  at      timestamptz not null,
  primary key (line_id, number),
  unique (line_id, commit)
);
comment on table pick is 'The commits of the tracked branch that a line has, too, and what they became there.';

create table holding (
  service_id bigint not null references service (id),
  fix        text   not null,
  commit     text   not null,
  how        text   not null check (how in ('ancestry', 'pick', 'lacking')),
  became     text,
  primary key (service_id, fix, commit),
  check ((how = 'pick') = (became is not null))
);
comment on table holding is 'Whether a commit that runs somewhere, or may, has a fix. Commits never change, so neither does this.';

alter table build add column line_id bigint references line (id);
comment on column build.line_id is 'The release line the commit came to; empty for the tracked branch.';

alter table release add column line_id bigint references line (id);
alter table release add column base bigint;
alter table release add check ((line_id is null) = (base is null));
comment on column release.line_id is 'The release line it belongs to; empty for the tracked branch.';
comment on column release.base is 'The number of the release that its line comes off.';
