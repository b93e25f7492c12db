package dev.signalbox.flow;

import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.change.Overrides;
import dev.signalbox.domain.version.Bump;
import dev.signalbox.domain.version.ByHand;
import dev.signalbox.domain.version.Calver;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.Line;
import dev.signalbox.domain.version.Named;
import dev.signalbox.domain.version.Scheme;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.flow.ReleaseGrammar.Lines;
import dev.signalbox.flow.ReleaseGrammar.Parts;
import dev.signalbox.flow.ReleaseGrammar.Zero;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a file without problems says about releases becomes the rules they are counted by.
final class ReleaseAssembly {

  private static final String OTHER = "other";

  private ReleaseAssembly() {}

  /// @param file the whole file
  static ReleaseRule rule(Fields file) {
    ReleaseRules rules = rules(file);
    return new ReleaseRule(
        rules.versions().tag().orElse(rules.versions().scheme().usualTag()),
        rules,
        file.get(Grammar.File.RELEASE).map(ReleaseAssembly::codebase).orElse(CodebaseRule.NOTHING));
  }

  private static CodebaseRule codebase(Fields release) {
    return new CodebaseRule(
        release.get(ReleaseGrammar.WRITES).orElse(List.of()).stream()
            .map(file -> file.value().file())
            .toList(),
        release.get(ReleaseGrammar.CHANGELOG).map(At::value));
  }

  /// @param file the whole file
  static ReleaseRules rules(Fields file) {
    Optional<Fields> release = file.get(Grammar.File.RELEASE);
    return new ReleaseRules(
        release.map(ReleaseAssembly::versions).orElse(VersionRules.USUAL),
        release.map(ReleaseAssembly::messages).orElse(MessageRules.USUAL),
        release
            .flatMap(r -> r.get(ReleaseGrammar.PATH))
            .map(paths -> paths.stream().map(ReleaseAssembly::folder).toList())
            .orElse(List.of("")),
        components(file),
        release.map(ReleaseAssembly::corrections).orElse(Overrides.NONE));
  }

  private static Overrides corrections(Fields release) {
    Map<String, String> messages = new HashMap<>();
    release
        .get(ReleaseGrammar.CORRECTIONS)
        .orElse(List.of())
        .forEach(one -> messages.put(one.name().orElseThrow(), one.value().orElseThrow()));
    return new Overrides(messages);
  }

  private static List<Component> components(Fields file) {
    return file.get(ReleaseGrammar.COMPONENTS).orElse(List.of()).stream()
        .map(one -> component(one.name().orElseThrow(), one.value().orElseThrow()))
        .toList();
  }

  private static Component component(String name, Fields fields) {
    return new Component(
        Optional.of(name),
        fields.need(Parts.PATH).stream().map(ReleaseAssembly::folder).toList(),
        fields.get(Parts.TAG).map(tag -> TagForm.of(tag.text())).stream().toList());
  }

  private static String folder(String path) {
    String plain = path.startsWith("./") ? path.substring(2) : path;
    String open = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    return open.equals(".") ? "" : open;
  }

  private static VersionRules versions(Fields release) {
    Map<String, Bump> bumps = new HashMap<>(VersionRules.USUAL_BUMPS);
    release
        .get(ReleaseGrammar.TYPES)
        .orElse(List.of())
        .forEach(type -> bumps.put(type.name().orElseThrow(), type.value().orElseThrow()));
    Bump otherwise = Optional.ofNullable(bumps.remove(OTHER)).orElse(Bump.NONE);
    Map<String, Line> lines = new HashMap<>();
    release
        .get(ReleaseGrammar.LINES)
        .orElse(List.of())
        .forEach(line -> lines.put(line.name().orElseThrow(), line(line.value().orElseThrow())));
    return new VersionRules(
        scheme(release),
        bumps,
        otherwise,
        release.get(ReleaseGrammar.TAG).map(tag -> TagForm.of(tag.text())),
        lines,
        Line.OPEN);
  }

  private static Line line(Fields line) {
    return new Line(
        line.get(Lines.FLOOR).map(At::value).map(Version.class::cast),
        line.get(Lines.BELOW).map(At::value).map(Version.class::cast),
        line.get(ReleaseGrammar.CHANNEL));
  }

  private static Scheme scheme(Fields release) {
    return switch (release.need(ReleaseGrammar.SCHEME)) {
      case SEMVER ->
          new Semver(
              release
                  .get(ReleaseGrammar.ZERO)
                  .map(zero -> new Semver.Zero(zero.need(Zero.BREAKING), zero.need(Zero.FEATURE)))
                  .orElse(Semver.Zero.USUAL),
              release.need(ReleaseGrammar.FIRST),
              release.get(ReleaseGrammar.CHANNEL));
      case CALVER ->
          new Calver(
              release.need(ReleaseGrammar.FORMAT),
              release.get(ReleaseGrammar.ZONE).orElse(ZoneOffset.UTC));
      case NAMED ->
          new Named(
              release.need(ReleaseGrammar.NAMES).stream().map(At::value).toList(),
              release.get(ReleaseGrammar.THEN).orElse(Named.Then.REFUSE));
      case BY_HAND -> new ByHand();
    };
  }

  private static MessageRules messages(Fields release) {
    MessageRules usual = MessageRules.USUAL;
    MessageRules ticketed =
        release
            .get(ReleaseGrammar.TICKETS)
            .map(forms ->
                new MessageRules(
                    forms,
                    usual.ticketPlaces(),
                    usual.ticketFooters(),
                    usual.types(),
                    usual.scopeIsTicket(),
                    usual.longestHeader()))
            .orElse(usual);
    List<String> types =
        release.get(ReleaseGrammar.TYPES).orElse(List.of()).stream()
            .map(type -> type.name().orElseThrow())
            .filter(type -> !type.equals(OTHER))
            .toList();
    MessageRules typed = ticketed.withTypes(types);
    return release.has(ReleaseGrammar.SCOPE) ? typed.withTicketScope() : typed;
  }
}
