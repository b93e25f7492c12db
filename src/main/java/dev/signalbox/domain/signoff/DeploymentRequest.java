package dev.signalbox.domain.signoff;

import static dev.signalbox.base.Decision.accept;
import static dev.signalbox.base.Decision.refuse;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.artifact.Digest;
import java.time.Instant;

/// A team asks others to let a release into an environment. The answer is bound to the digest it
/// was filed for: another release needs another request.
///
/// @param to who answers
/// @param label the release, as people call it
/// @param text what they need to know: changes, configuration, migrations, links
public record DeploymentRequest(
    long number,
    Slug environment,
    Slug to,
    Digest digest,
    String label,
    String text,
    Instant filed,
    Answer answer) {

  /// The same, with this answer.
  public DeploymentRequest answered(Answer given) {
    return new DeploymentRequest(number, environment, to, digest, label, text, filed, given);
  }

  /// What became of it.
  public sealed interface Answer {

    record Awaited() implements Answer {}

    record Accepted(String by, String reason, Instant at) implements Answer {}

    record Declined(String by, String reason, Instant at) implements Answer {}
  }

  /// Somebody lets the release in.
  public static Decision<Answer> accepted(
      DeploymentRequest request, String by, String reason, Instant now) {
    return answered(request).map(_ -> new Answer.Accepted(by, reason, now));
  }

  /// Somebody does not, and says why.
  public static Decision<Answer> declined(
      DeploymentRequest request, String by, String reason, Instant now) {
    return reason.isBlank()
        ? refuse(
            "no-reason",
            "Declining needs a reason: whoever filed the request has to know what to do.",
            "you: say --reason \"...\"")
        : answered(request).map(_ -> new Answer.Declined(by, reason, now));
  }

  /// One that was declined may be accepted later; one that was accepted stays accepted.
  private static Decision<DeploymentRequest> answered(DeploymentRequest request) {
    return switch (request.answer) {
      case Answer.Awaited _, Answer.Declined _ -> accept(request);
      case Answer.Accepted(String by, String _, Instant at) ->
          refuse(
              "answered",
              "%s accepted the deployment request %d at %s."
                  .formatted(by, request.number, Utc.at(at)),
              "nobody: lock the environment to keep the release out");
    };
  }
}
