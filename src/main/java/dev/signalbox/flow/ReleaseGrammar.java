package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;

import dev.signalbox.domain.version.Bump;
import dev.signalbox.domain.version.CalendarFormat;
import dev.signalbox.domain.version.Named.Then;
import dev.signalbox.domain.version.Version.Semantic;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Choice;
import dev.signalbox.flow.shape.Either;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.NamedOnes;
import dev.signalbox.flow.shape.Shape;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/// The part of the language that says how releases are counted: `release` and `components` at the
/// top of the file. The rest is in [Grammar].
final class ReleaseGrammar {

  private ReleaseGrammar() {}

  /// How versions are counted.
  enum Counting {
    SEMVER,
    CALVER,
    NAMED,
    BY_HAND
  }

  static final Key<Counting> SCHEME =
      required(
          "scheme",
          new Choice<Counting>("a scheme of versions")
              .or("semver", Counting.SEMVER, "Semantic versions: major.minor.patch.")
              .or("calver", Counting.CALVER, "Versions by the calendar, in the form of `format`.")
              .or("named", Counting.NAMED, "Names from a list, one after the other.")
              .or(
                  "by-hand",
                  Counting.BY_HAND,
                  "What a person says, in a `Release-As:` footer or by pushing a tag."),
          "How versions are counted.");

  static final Key<String> FROM =
      preset(
          "from",
          new Choice<String>("a source of versions")
              .or(
                  "conventional-commits",
                  "conventional-commits",
                  "The messages of the commits since the last release."),
          "conventional-commits",
          "What decides how much a release weighs.");

  static final Key<Template> TAG =
      optional(
          "tag",
          Forms.GIT_TAG,
          "How a release is tagged in git; left out, `v{version}` for semantic versions and"
              + " `{version}` for all others.");

  private static final Shape<List<String>> PATHS =
      new Either<>(
          "a path, or a list of paths",
          Forms.PATH.as(List::of),
          new ListOf<>("a list of paths", Forms.PATH));

  static final Key<List<String>> PATH =
      optional(
          "path",
          PATHS,
          "What is released, where that is not the whole repository: a commit that changes nothing"
              + " there does not count.");

  static final Shape<Bump> BUMP =
      new Choice<Bump>("a weight")
          .or("major", Bump.MAJOR, "The next major version.")
          .or("minor", Bump.MINOR, "The next minor version.")
          .or("patch", Bump.PATCH, "The next patch.")
          .or("none", Bump.NONE, "No release by itself.");

  static final Key<List<NamedOnes.One<String, Bump>>> TYPES =
      optional(
          "types",
          new NamedOnes<>("the weight of one type of commit or more", Forms.COMMIT_TYPE, BUMP),
          "How much types of commits weigh, beside `feat: minor` and `fix`, `perf`, `revert` and"
              + " `deps: patch`; `other` is every type not named. A break is major whatever its type.");

  static final Key<Semantic> FIRST =
      preset("first", Forms.SEMANTIC_VERSION, "1.0.0", "The version of the very first release.");

  /// Behind `zero`.
  static final class Zero {

    static final Key<Bump> BREAKING =
        preset("breaking", BUMP, "minor", "How much a break weighs before 1.0.0.");

    static final Key<Bump> FEATURE =
        preset("feature", BUMP, "minor", "How much a feature weighs before 1.0.0.");

    static final MappingOf SHAPE = mapping("'zero'", BREAKING, FEATURE);
  }

  static final Key<Fields> ZERO =
      optional("zero", Zero.SHAPE, "How changes weigh before version 1.0.0.");

  static final Key<String> CHANNEL =
      optional(
          "channel",
          Forms.CHANNEL,
          "Makes pre-releases of this name: 1.3.0-beta.1, 1.3.0-beta.2 and so on.");

  /// Behind `lines`.
  static final class Lines {

    static final Key<At<Semantic>> FLOOR =
        optional("floor", Forms.SEMANTIC_VERSION.placed(), "The lowest version of the line.");

    static final Key<At<Semantic>> BELOW =
        optional(
            "below",
            Forms.SEMANTIC_VERSION.placed(),
            "The line ends below this version: a change that needs a higher one is refused.");

    static final MappingOf SHAPE = mapping("a line", FLOOR, BELOW, CHANNEL);
  }

  static final Key<List<NamedOnes.One<String, Fields>>> LINES =
      optional(
          "lines",
          new NamedOnes<>("one branch or more, each with its line", Forms.BRANCH, Lines.SHAPE),
          "The versions that branches may release, so that they never meet.");

  static final Key<CalendarFormat> FORMAT =
      optional("format", Forms.CALENDAR, "How a date is written as a version.");

  static final Key<ZoneId> ZONE =
      optional("zone", Forms.ZONE, "Where it is which day; left out, in UTC.");

  static final Key<List<At<String>>> NAMES =
      optional(
          "names",
          new ListOf<>("a list of names", Forms.RELEASE_NAME.placed()),
          "The names of releases, in their order.");

  static final Key<Then> THEN =
      optional(
          "then",
          new Choice<Then>("a way to go on after the last name")
              .or("refuse", Then.REFUSE, "Nothing is released until there are more names.")
              .or("again", Then.AGAIN, "The list begins again: ALICIA-2, BERTHA-2."),
          "What follows the last name; left out, nothing does.");

  static final Key<List<Pattern>> TICKETS =
      optional(
          "tickets",
          new ListOf<>("a list of tickets' forms", Forms.TICKET),
          "What tickets look like, with {n} for their number, such as SHOP-{n}.");

  static final Key<String> SCOPE =
      optional(
          "scope",
          new Choice<String>("a rule for scopes")
              .or(
                  "ticket",
                  "ticket",
                  "The scope of every commit is its ticket: feat(SHOP-7): text."),
          "What the scope of a commit has to be.");

  static final Key<List<NamedOnes.One<String, String>>> CORRECTIONS =
      optional(
          "corrections",
          new NamedOnes<>(
              "the message of one commit or more", Forms.COMMIT_ID, Forms.COMMIT_MESSAGE),
          "What commits should have said whose messages can not be changed any more, by their ids,"
              + " whole or abbreviated; beside what git notes correct.");

  /// Behind `writes`, where the name of a file does not say all.
  static final class Writes {

    static final Key<String> FILE =
        required("file", Forms.FILE, "Its path from the root of the repository.");

    static final Key<String> AT =
        optional(
            "at",
            Forms.VERSION_PLACE,
            "What stands around the version, with {version} in it once; left out, as the kind of"
                + " file has it, or on lines that say `signalbox:version`.");

    static final Key<Boolean> ALSO =
        optional(
            "also",
            new Choice<Boolean>("a further place")
                .or("appVersion", true, "The version of the application in a `Chart.yaml`."),
            "What follows the version, too.");

    static final Shape<WrittenDraft> SHAPE =
        new Either<>(
            "a file, or { file: FILE, at: PLACE }",
            Forms.FILE.as(WrittenDraft::named),
            mapping("a file to write", FILE, AT, ALSO)
                .as(file ->
                    new WrittenDraft(file.need(FILE), file.get(AT), file.get(ALSO).isPresent())));
  }

  static final Key<List<At<WrittenDraft>>> WRITES =
      optional(
          "writes",
          new ListOf<>("a list of files", Writes.SHAPE.placed()),
          "Files that carry the version: a release writes it there, in a commit that is pushed"
              + " together with its tag.");

  static final Key<At<String>> CHANGELOG =
      optional(
          "changelog",
          Forms.FILE.placed(),
          "A change log that a release puts its section into, in that same commit.");

  static final MappingOf SHAPE =
      mapping(
          "'release'",
          SCHEME,
          FROM,
          TAG,
          PATH,
          TYPES,
          FIRST,
          ZERO,
          CHANNEL,
          LINES,
          FORMAT,
          ZONE,
          NAMES,
          THEN,
          TICKETS,
          SCOPE,
          CORRECTIONS,
          WRITES,
          CHANGELOG);

  /// Behind `components`.
  static final class Parts {

    static final Key<List<String>> PATH =
        required("path", PATHS, "Where it lies; only commits that change something there count.");

    static final Key<Template> TAG =
        optional(
            "tag",
            Forms.GIT_TAG,
            "How its releases are tagged; left out, as its tags are, or `NAME-v{version}`.");

    static final MappingOf SHAPE = mapping("a component", PATH, TAG);
  }

  static final Key<List<NamedOnes.One<String, Fields>>> COMPONENTS =
      optional(
          "components",
          new NamedOnes<>(
              "one component or more, each with its name", Forms.COMPONENT, Parts.SHAPE),
          "The parts of the repository that are released by themselves, for the commands that ask"
              + " a repository for its versions; left out, its tags tell them.");
}
