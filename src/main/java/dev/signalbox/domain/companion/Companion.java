package dev.signalbox.domain.companion;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.signoff.Signoffs.Word;
import dev.signalbox.domain.version.TagForm;
import java.util.Optional;

/// A repository that belongs to a service and is released by itself, such as its functional tests.
/// When it has changed since its own last release, that release comes first: whoever tests by hand
/// has to name its tag.
///
/// @param repository its address, without a password
/// @param path what of it counts; empty for all of it
/// @param tag how its releases are tagged
public record Companion(Slug name, String repository, String branch, String path, TagForm tag) {

  /// What is looked at, whole: a stand says nothing of anything else.
  public String watched() {
    return "%s %s %s %s".formatted(repository, branch, tag, path).strip();
  }

  /// The gate that waits for a companion.
  public static String gateOf(Slug name) {
    return "companion " + name;
  }

  /// Whether a release of the service may go on.
  ///
  /// @param word what somebody said last of that release as this companion
  public Gate gate(Slug service, Slug environment, CompanionStand stand, Optional<Word> word) {
    String gate = gateOf(name);
    Optional<Word> passes = word.filter(Word::yes).filter(yes -> answers(yes, stand));
    if (passes.isPresent()) {
      return Gate.open(
          gate,
          "%s lets it go on without a release of %s: %s"
              .formatted(passes.get().person(), name, passes.get().reason()));
    }
    return switch (stand) {
      case CompanionStand.Released _ -> Gate.open(gate, sentence(stand));
      case CompanionStand.Changed changed ->
          closed(
              gate,
              "companion-changed",
              stand,
              "whoever may tag %s in %s".formatted(changed.nextTag(), repository),
              service,
              environment);
      case CompanionStand.Unreachable _ ->
          closed(gate, "companion-unreachable", stand, "whoever runs it", service, environment);
      case CompanionStand.Unseen _ ->
          closed(
              gate,
              "companion-unseen",
              stand,
              "the server, with its next look",
              service,
              environment);
    };
  }

  /// How it stands, as a sentence for the gate and for the deployment request.
  public String sentence(CompanionStand stand) {
    return switch (stand) {
      case CompanionStand.Released(String tag, var _) ->
          "%s has not changed since its release %s.".formatted(name, tag);
      case CompanionStand.Changed(
              var since,
              int commits,
              var _,
              String newest,
              String nextTag,
              var _) ->
          "%s %s: %d commit%s, the newest \"%s\". Release it first, as %s."
              .formatted(
                  name,
                  since.map(tag -> "has changed since " + tag).orElse("was never released"),
                  commits,
                  commits == 1 ? "" : "s",
                  newest,
                  nextTag);
      case CompanionStand.Unreachable(String why, var since, var _) ->
          "%s cannot be looked at since %s: %s".formatted(name, Utc.at(since), why);
      case CompanionStand.Unseen() -> "Nobody has looked at %s yet.".formatted(name);
    };
  }

  /// The same for a deployment request: where it lives, and which tag to name.
  public String told(CompanionStand stand) {
    return "%s Repository: %s%s.%s"
        .formatted(
            sentence(stand),
            repository,
            path.isEmpty() ? "" : ", folder " + path,
            tagToName(stand).map(tag -> " The tag to name: %s.".formatted(tag)).orElse(""));
  }

  /// The tag to name where it is used by hand.
  public Optional<String> tagToName(CompanionStand stand) {
    return switch (stand) {
      case CompanionStand.Released(String tag, var _) -> Optional.of(tag);
      case CompanionStand.Changed changed -> Optional.of(changed.nextTag());
      case CompanionStand.Unreachable _, CompanionStand.Unseen _ -> Optional.empty();
    };
  }

  /// What came after somebody has spoken, they did not know of.
  private static boolean answers(Word yes, CompanionStand stand) {
    return !(stand.last() instanceof CompanionStand.Changed changed)
        || !yes.at().isBefore(changed.seen());
  }

  private Gate closed(
      String gate,
      String code,
      CompanionStand stand,
      String clearedBy,
      Slug service,
      Slug environment) {
    return Gate.closed(
        gate,
        Reason.of(
            code,
            sentence(stand),
            "%s; or you, on the record: signalbox say %s %s %s yes --reason \"...\""
                .formatted(clearedBy, service, environment, name)));
  }
}
