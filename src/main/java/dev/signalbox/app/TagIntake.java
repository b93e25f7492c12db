package dev.signalbox.app;

import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.change.CommitFact.TagDeleted;
import dev.signalbox.domain.change.CommitFact.TagMoved;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.codebase.ReleaseHeader;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseFact.ReleaseMade;
import dev.signalbox.domain.release.ReleaseFact.TagIgnored;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.domain.version.Version;
import dev.signalbox.flow.ReleaseRule;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A release tag comes in. Ours are known before they are seen; one that a person pushed makes a
/// release of what was built for its commit; one that moves or goes is noticed, and told.
final class TagIntake {

  private final List<String> channels;

  TagIntake(List<String> channels) {
    this.channels = channels;
  }

  /// The tags that were there before us: history, not releases of ours.
  void known(Tx tx, ServiceRow service, ReleaseRule rule, Map<String, CommitId> tags, Instant now) {
    tags.forEach((tag, commit) ->
        rule.versionOf(tag).ifPresent(_ -> tx.tags().seen(service.id(), tag, commit, now)));
  }

  void seen(Tx tx, ServiceRow service, ReleaseRule rule, Map<String, CommitId> tags, Instant now) {
    Map<String, CommitId> before = tx.tags().of(service.id());
    before.forEach((tag, commit) -> {
      if (!tags.containsKey(tag)) {
        tx.tags().gone(service.id(), tag);
        tx.facts().write(Entry.of(now, Actor.SIGNALBOX, service.id(), new TagDeleted(tag, commit)));
      }
    });
    tags.forEach((tag, commit) -> {
      Optional<Version> version = rule.versionOf(tag);
      if (version.isPresent() && !commit.equals(before.get(tag))) {
        Optional<CommitId> was = Optional.ofNullable(before.get(tag));
        if (was.isPresent()) {
          moved(tx, service, tag, was.get(), commit, now);
        } else {
          appeared(tx, service, rule, tag, version.get(), commit, now);
        }
      }
    });
  }

  private void appeared(
      Tx tx,
      ServiceRow service,
      ReleaseRule rule,
      String tag,
      Version version,
      CommitId commit,
      Instant now) {
    Optional<CommitId> released = tx.releases().tagged(service.id(), tag).map(Release::commit);
    if (released.isPresent()) {
      tx.tags().seen(service.id(), tag, commit, now);
      released
          .filter(was -> !was.equals(commit))
          .ifPresent(was -> moved(tx, service, tag, was, commit, now));
      return;
    }
    if (isOnReleaseCommit(tx, service, rule, tag, version, commit)) {
      tx.tags().seen(service.id(), tag, commit, now);
      return; // a commit of ours, which its own run makes the release of
    }
    if (tx.runs().underWay(service.id(), commit)) {
      return; // being built, or being tagged by our own run this very moment: the next look will
      // tell
    }
    Optional<Candidate.OfBuild> build = tx.builds().built(service.id(), commit);
    tx.tags().seen(service.id(), tag, commit, now);
    if (build.isEmpty()) {
      tx.facts()
          .write(
              Entry.of(
                  now,
                  Actor.SIGNALBOX,
                  service.id(),
                  new TagIgnored(tag, commit, "this commit was never built here")));
      return;
    }
    var made = new ReleaseMade(ReleaseVersion.of(version), tag, commit, "");
    if (tx.releases().add(service.id(), made, build.get(), Optional.empty(), now)) {
      tx.facts()
          .write(
              Entry.of(now, Actor.SIGNALBOX, service.id(), made)
                  .because("somebody pushed the tag"));
    }
  }

  /// Whether one of our runs pushed the commit together with its tag, to be proven before it is a
  /// release.
  private static boolean isOnReleaseCommit(
      Tx tx, ServiceRow service, ReleaseRule rule, String tag, Version version, CommitId commit) {
    return rule.codebase().writes()
        && tx.builds()
            .subjectOf(service.id(), commit)
            .flatMap(ReleaseHeader::tagIn)
            .equals(Optional.of(tag))
        && tx.reservations().of(service.id()).containsKey(ReleaseVersion.of(version));
  }

  private void moved(
      Tx tx, ServiceRow service, String tag, CommitId was, CommitId is, Instant now) {
    tx.tags().seen(service.id(), tag, is, now);
    var fact = new TagMoved(tag, was, is);
    tx.facts().write(Entry.of(now, Actor.SIGNALBOX, service.id(), fact));
    tx.alerts()
        .raise(
            "tag-moved %s %s %s".formatted(service.name(), tag, is),
            service.id(),
            Optional.empty(),
            Optional.empty(),
            "%s: %s".formatted(service.name(), fact.sentence()),
            "What was released stays what it was: its digest is known. Find out who moved the tag.",
            channels,
            now);
  }
}
