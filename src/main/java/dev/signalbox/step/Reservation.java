package dev.signalbox.step;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Version;
import dev.signalbox.engine.StepContext;
import dev.signalbox.history.Since;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// The next version that is nobody else's. Whoever asks at the same moment gets another one.
record Reservation(Releases releases, StepContext context) {

  NextVersion next(Since since) {
    return next(since, free -> free.next(context.now()));
  }

  /// The same on a line that comes off an older release.
  NextVersion delta(Since since, Version base) {
    return next(since, free -> free.delta(base, context.now()));
  }

  private NextVersion next(Since since, Function<Since, NextVersion> following) {
    Map<ReleaseVersion, CommitId> given = new HashMap<>(releases.reserved(context.run().service()));
    while (true) {
      NextVersion next =
          following.apply(since.taking(version -> isOfAnother(given, version, since.at())));
      if (next.next().isEmpty()) {
        return next;
      }
      var version = ReleaseVersion.of(next.next().get());
      CommitId owner =
          releases.reserve(
              context.run().service(), version, since.at(), context.run().id(), context.now());
      if (owner.equals(since.at())) {
        return next;
      }
      given.put(version, owner);
    }
  }

  /// The version is not needed after all, and was never seen outside.
  void giveBack(Version version) {
    releases.giveBack(
        context.run().service(), ReleaseVersion.of(version), context.run().work().commit());
  }

  private static boolean isOfAnother(
      Map<ReleaseVersion, CommitId> given, Version version, CommitId commit) {
    CommitId owner = given.get(ReleaseVersion.of(version));
    return owner != null && !owner.equals(commit);
  }
}
