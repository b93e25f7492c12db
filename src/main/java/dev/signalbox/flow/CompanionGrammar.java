package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;
import static dev.signalbox.flow.shape.Word.valued;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.companion.Companion;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.NamedOnes;
import dev.signalbox.flow.shape.Text;
import dev.signalbox.flow.shape.Word;
import java.util.List;

/// The part of the language that says what has to be released together with the service and lives
/// elsewhere: `companions` at the top of the file, and the gate that waits for one. The rest is in
/// [Grammar].
final class CompanionGrammar {

  private CompanionGrammar() {}

  /// Without a login: whoever may read the flow file would read it, too.
  private static final Text<String> ADDRESS =
      new Text<>(
          "the address of a repository",
          "It is a URL without a user name or password, such as https://git.example/team/tests.git.",
          "(https?://[^\\s/@?#]+/|file:///)[^\\s@?#]+",
          500,
          ProblemCode.BAD_TEXT,
          Text.Meant::well);

  static final Key<String> REPOSITORY = required("repository", ADDRESS, "Where it lives.");

  static final Key<String> BRANCH =
      preset("branch", Forms.BRANCH, "main", "The branch whose changes count.");

  static final Key<String> PATH =
      optional(
          "path",
          Forms.PATH,
          "The folder whose changes count, such as tests; left out, the whole repository.");

  static final Key<Template> TAG =
      preset(
          "tag",
          Forms.GIT_TAG,
          "v{version}",
          "How its releases are tagged; its versions are semantic ones.");

  static final MappingOf SHAPE = mapping("a companion", REPOSITORY, BRANCH, PATH, TAG);

  static final Key<List<NamedOnes.One<Slug, Fields>>> COMPANIONS =
      optional(
          "companions",
          new NamedOnes<>("one companion or more, each with its name", Forms.NAME, SHAPE),
          "Other repositories that belong to the service, such as its functional tests. When one has"
              + " changed since its own last release, the deployment request says so, and the gate"
              + " `companion` waits for that release.");

  /// Among the gates of an environment.
  static final Word<GateDraft> COMPANION =
      valued(
          "companion",
          Forms.NAME.placed().as(GateDraft.OfCompanion::new),
          "This companion has not changed since its own last release, or somebody lets the release go"
              + " on without, and says why.");

  static Companion companion(NamedOnes.One<Slug, Fields> one) {
    Fields companion = one.value().orElseThrow();
    return new Companion(
        one.name().orElseThrow(),
        companion.need(REPOSITORY),
        companion.need(BRANCH),
        companion.get(PATH).map(CompanionGrammar::folder).orElse(""),
        TagForm.of(companion.need(TAG).text()));
  }

  private static String folder(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
