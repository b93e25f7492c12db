package dev.signalbox.step;

import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.engine.Work;
import dev.signalbox.port.DeploymentTarget.Instance;
import java.util.List;

/// Both versions of a rollout, as whoever counts them has to know them.
///
/// @param stableVersion what the old version was told that it is
/// @param canaryVersion what the new one was
record Arms(
    List<Instance> stable, List<Instance> canary, String stableVersion, String canaryVersion) {

  static Arms of(List<Instance> stable, List<Instance> canary, Work.Promotion promotion) {
    return new Arms(
        stable,
        canary,
        promotion.before().map(before -> version(before.what())).orElse(""),
        version(promotion.what()));
  }

  /// What stands in `SIGNALBOX_VERSION`, or else in `SIGNALBOX_COMMIT`.
  private static String version(Candidate what) {
    return what.version().map(Object::toString).orElseGet(() -> what.commit().text());
  }

  List<Instance> of(Arm arm) {
    return arm == Arm.CANARY ? canary : stable;
  }

  String versionOf(Arm arm) {
    return arm == Arm.CANARY ? canaryVersion : stableVersion;
  }
}
