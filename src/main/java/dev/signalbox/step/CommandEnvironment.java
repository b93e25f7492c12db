package dev.signalbox.step;

import dev.signalbox.domain.release.Candidate;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.Work;
import java.util.Map;
import java.util.TreeMap;

/// What a team's command sees of us: the little that every program needs, and our values by name.
/// All names from outside reach a command this way and no other.
///
/// @param common what is handed on from the server's own environment, such as `PATH`
public record CommandEnvironment(Map<String, String> common) {

  public Map<String, String> of(Run run) {
    var values = new TreeMap<>(common);
    values.put("CI", "true");
    values.put("SIGNALBOX_SERVICE", run.serviceName().text());
    values.put("SIGNALBOX_RUN", run.id().toString());
    values.put("SIGNALBOX_COMMIT", run.work().commit().text());
    if (run.work() instanceof Work.Promotion promotion) {
      values.put("SIGNALBOX_ENVIRONMENT", promotion.environment().text());
      values.put("SIGNALBOX_FENCE", promotion.turn().toString());
      promotion.address().ifPresent(url -> values.put("SIGNALBOX_URL", url.toString()));
      values.putAll(of(promotion.what(), promotion.image().toString()));
    }
    return values;
  }

  /// The values that say what is deployed.
  static Map<String, String> of(Candidate what, String image) {
    var values = new TreeMap<String, String>();
    values.put("SIGNALBOX_COMMIT", what.commit().text());
    values.put("SIGNALBOX_DIGEST", what.digest().text());
    values.put("SIGNALBOX_IMAGE", image);
    what.version().ifPresent(version -> values.put("SIGNALBOX_VERSION", version.toString()));
    return values;
  }
}
