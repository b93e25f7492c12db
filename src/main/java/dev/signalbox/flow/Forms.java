package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Text.Meant.ill;
import static dev.signalbox.flow.shape.Text.Meant.well;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.version.CalendarFormat;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.Version.Semantic;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Visible;
import dev.signalbox.flow.shape.Text;
import dev.signalbox.flow.shape.Text.Meant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// How single texts of the flow file are written. The expressions are those of Java and of JSON
/// Schema alike, for editors check them too.
final class Forms {

  private static final Duration LONGEST = Duration.ofDays(365);

  static final Text<Slug> NAME =
      new Text<>(
          "a name",
          Slug.RULE,
          "[a-z](-?[a-z0-9])*",
          63,
          ProblemCode.BAD_NAME,
          text -> well(new Slug(text)));

  static final Text<String> LINE =
      plain("a line of text", "It is not blank and has no line break.", ".*\\S.*", 200);

  static final Text<String> SHELL =
      plain("a command for the shell", "It is not blank.", "[\\s\\S]*\\S[\\s\\S]*", 30_000);

  static final Text<String> WORD =
      plain("a word of a command", "It is not empty.", "[\\s\\S]+", 30_000);

  static final Text<Duration> DURATION =
      new Text<>(
          "a duration",
          "Write days, hours, minutes and seconds in this order, such as 30s, 10m, 1h30m or 7d.",
          "(?=[0-9])([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?",
          28,
          ProblemCode.BAD_DURATION,
          Forms::duration);

  static final Text<Double> THRESHOLD =
      new Text<>(
          "a threshold",
          "Write '<' and a percentage over 0 and up to 100, such as \"< 1%\".",
          "< ?[0-9]{1,3}(\\.[0-9]{1,6})? ?%",
          20,
          ProblemCode.BAD_THRESHOLD,
          Forms::threshold);

  static final Text<String> PATH =
      form(
          "a path in the checkout",
          "It is relative, has '/' between its parts, and never leads up by '..'.",
          "(?!\\.\\.(/|$))(?!.*/\\.\\.(/|$))[^/\\\\\\n]+(/[^/\\\\\\n]+)*/?",
          500,
          ProblemCode.BAD_PATH);

  static final Text<String> COMMIT_ID =
      plain(
          "the id of a commit",
          "It has 7 to 64 hexadecimal digits in lower case, a figure among them.",
          "(?=.*[0-9])[0-9a-f]{7,64}",
          64);

  static final Text<String> COMMIT_MESSAGE =
      plain("a commit's message", "It is not blank.", "[\\s\\S]*\\S[\\s\\S]*", 30_000);

  static final Text<String> FILE =
      form(
          "a file of the repository",
          "It is a path from the root, with '/' between its parts and none that is '.' or '..'.",
          "(?!.*(^|/)\\.\\.?(/|$))[^/\\\\\\u0000-\\u001f]+(/[^/\\\\\\u0000-\\u001f]+)*",
          500,
          ProblemCode.BAD_PATH);

  static final Text<String> VERSION_PLACE =
      form(
          "a place of a version",
          "It has {version} in it once, and something around it, such as: version = \"{version}\".",
          "(?!\\s*\\{version\\}\\s*$)(?!.*\\{version\\}.*\\{version\\}).*\\{version\\}.*",
          200,
          ProblemCode.BAD_PLACE);

  static final Text<String> URL_PATH =
      form(
          "a path of a URL",
          "It begins with one '/' and has no spaces, such as /healthz.",
          "/(?!/)[!$-~]*",
          500,
          ProblemCode.BAD_URL_PATH);

  static final Text<Template> JSON_PATH =
      new Text<>(
          "a path of a URL",
          "It begins with one '/' and has no spaces, and holes such as {from}.",
          "/(?!/)[!$-~]*",
          1000,
          ProblemCode.BAD_URL_PATH,
          Forms::inJson);

  static final Text<Template> POINTER =
      new Text<>(
          "a JSON pointer",
          "It begins with '/', has '/' between its parts, and holes such as {arm}: /data/errors.",
          "(/([^/~\\u0000-\\u001f]|~[01])+)+",
          500,
          ProblemCode.BAD_POINTER,
          Forms::inJson);

  static final Text<ImageName> IMAGE =
      new Text<>(
          "an image",
          ImageName.RULE + " A tag or a digest is not part of it.",
          "[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?" + "(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)+",
          300,
          ProblemCode.BAD_IMAGE,
          Forms::image);

  static final Text<Template> TAG =
      new Text<>(
          "a tag",
          "A tag has letters, digits, '_', '.' and '-', and holes such as {commit}; it begins"
              + " with a"
              + " letter, a digit, '_' or a hole.",
          "([A-Za-z0-9_]|\\{[a-z][a-z-]*\\})([A-Za-z0-9_.-]|\\{[a-z][a-z-]*\\})*",
          200,
          ProblemCode.BAD_TAG,
          Forms::tag);

  private static final String IN_GIT_TAG = "[^\\u0000-\\u0020\\u007f~^:?*\\[\\\\{}]*";

  static final Text<Template> GIT_TAG =
      new Text<>(
          "the tag of a release",
          "It is a name that git allows, with {version} in it once, such as v{version}.",
          "(?![-./])(?!.*(\\.\\.|//|/\\.))(?!.*\\.lock(/|$))(?!.*[./]$)"
              + (IN_GIT_TAG + "\\{version\\}" + IN_GIT_TAG),
          100,
          ProblemCode.BAD_GIT_TAG,
          text -> well(new Template(text)));

  static final Text<Selector> SELECTOR =
      new Text<>(
          "a selector of counters",
          SelectorParser.RULE,
          "[a-zA-Z_:][a-zA-Z0-9_:]*\\s*(\\{[\\s\\S]*\\})?\\s*",
          1000,
          ProblemCode.BAD_SELECTOR,
          Forms::selector);

  static final Text<String> COMMIT_TYPE =
      form(
          "a type of commit",
          "It is a word in small letters, such as feat.",
          "[a-z][a-z0-9-]*",
          40,
          ProblemCode.BAD_NAME);

  static final Text<Semantic> SEMANTIC_VERSION =
      new Text<>(
          "a semantic version",
          "It is major.minor.patch, such as 1.4.0.",
          "(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})",
          30,
          ProblemCode.BAD_VERSION,
          text -> well(Semver.semantic(text).orElseThrow()));

  static final Text<String> CHANNEL =
      form(
          "a channel",
          "It is a word such as alpha, beta or rc.",
          "[A-Za-z][A-Za-z-]*",
          20,
          ProblemCode.BAD_NAME);

  static final Text<String> BRANCH =
      form(
          "a branch",
          "It is the name of a branch without 'refs/heads/', such as release/1.2.",
          "(?!refs/)(?![-./])[^\\u0000-\\u0020\\u007f~^:?*\\[\\\\{}]+",
          200,
          ProblemCode.BAD_NAME);

  static final Text<CalendarFormat> CALENDAR =
      new Text<>(
          "a format of dates",
          CalendarFormat.RULE,
          CalendarFormat.FORM,
          30,
          ProblemCode.BAD_CALENDAR,
          text -> well(CalendarFormat.of(text).orElseThrow()));

  static final Text<ZoneId> ZONE =
      new Text<>(
          "a time zone",
          "It is a name of the time zone database, such as Europe/Berlin or UTC.",
          "[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*",
          50,
          ProblemCode.BAD_ZONE,
          Forms::zone);

  static final Text<String> RELEASE_NAME =
      form(
          "a name of a release",
          "It has letters, digits, '_' and '-', and begins with a letter, such as ALICIA.",
          "[A-Za-z][A-Za-z0-9_-]*",
          40,
          ProblemCode.BAD_NAME);

  static final Text<Pattern> TICKET =
      new Text<>(
          "a ticket's form",
          "It has {n} in it once, where the number stands, such as SHOP-{n}.",
          "[^\\s{}]*\\{n\\}[^\\s{}]*",
          60,
          ProblemCode.BAD_TICKET,
          text -> well(Pattern.compile(ticket(text))));

  static final Text<String> COMPONENT =
      form(
          "a component",
          "It is a name such as cart or @scope/cart.",
          "(@[A-Za-z0-9._-]+/)?[A-Za-z0-9][A-Za-z0-9._-]*",
          100,
          ProblemCode.BAD_NAME);

  private Forms() {}

  private static String ticket(String text) {
    int hole = text.indexOf("{n}");
    return Pattern.quote(text.substring(0, hole))
        + "[1-9][0-9]*"
        + Pattern.quote(text.substring(hole + 3));
  }

  private static Meant<ZoneId> zone(String text) {
    return ZoneId.getAvailableZoneIds().contains(text)
        ? well(ZoneId.of(text))
        : ill(
            ProblemCode.BAD_ZONE,
            "There is no time zone '%s'.".formatted(text),
            Nearest.to(text, ZoneId.getAvailableZoneIds())
                .map("Did you mean '%s'?"::formatted)
                .orElse("Write a name of the time zone database, such as Europe/Berlin or UTC."));
  }

  private static Meant<Duration> duration(String text) {
    Duration duration = Duration.parse(inIso8601(text));
    return duration.isPositive() && duration.compareTo(LONGEST) <= 0
        ? well(duration)
        : ill(
            ProblemCode.BAD_DURATION,
            duration.isZero() ? "'" + text + "' is no time at all." : "'" + text + "' is too long.",
            "Write a time from 1s to " + LONGEST.toDays() + "d.");
  }

  private static String inIso8601(String text) {
    int days = text.indexOf('d') + 1;
    return "P" + text.substring(0, days) + (days < text.length() ? "T" + text.substring(days) : "");
  }

  private static Meant<Double> threshold(String text) {
    var percent = new BigDecimal(text.replaceAll("[<% ]", ""));
    boolean possible = percent.signum() > 0;
    return possible && percent.compareTo(BigDecimal.valueOf(100)) <= 0
        ? well(percent.movePointLeft(2).doubleValue())
        : ill(
            ProblemCode.BAD_THRESHOLD,
            (possible ? "Every error rate is '" : "No error rate is '") + text + "'.",
            "Write a percentage over 0 and up to 100.");
  }

  private static Meant<ImageName> image(String text) {
    try {
      return well(ImageName.parse(text));
    } catch (IllegalArgumentException tooLong) {
      return ill(ProblemCode.BAD_IMAGE, Visible.quoted(text) + " is too long.", ImageName.RULE);
    }
  }

  private static Meant<Template> tag(String text) {
    var template = new Template(text);
    Optional<String> unknown =
        template.holes().stream().filter(hole -> !Hole.words().contains(hole)).findFirst();
    if (unknown.isPresent()) {
      return ill(
          ProblemCode.UNKNOWN_HOLE,
          "Nothing is called {%s}.".formatted(unknown.get()),
          Nearest.to(unknown.get(), Hole.words())
              .map("Did you mean {%s}?"::formatted)
              .orElse("Known are {" + String.join("}, {", Hole.words()) + "}."));
    }
    return ImageName.isTag(Hole.fillToTheBrim(template))
        ? well(template)
        : ill(
            ProblemCode.BAD_TAG,
            "With its holes filled the tag can be longer than 128 characters.",
            "Write a shorter one.");
  }

  private static Meant<Template> inJson(String text) {
    var template = new Template(text);
    return template.holes().stream()
        .filter(hole -> !JsonHole.words().contains(hole))
        .findFirst()
        .map(unknown ->
            Meant.<Template>ill(
                ProblemCode.UNKNOWN_HOLE,
                "Nothing is called {%s}.".formatted(unknown),
                Nearest.to(unknown, JsonHole.words())
                    .map("Did you mean {%s}?"::formatted)
                    .orElse("Known are {" + String.join("}, {", JsonHole.words()) + "}.")))
        .orElseGet(() -> well(template));
  }

  private static Meant<Selector> selector(String text) {
    return switch (SelectorParser.parse(text)) {
      case SelectorParser.Parsed.Good(Selector selector) -> well(selector);
      case SelectorParser.Parsed.Bad(String why) ->
          ill(ProblemCode.BAD_SELECTOR, why, SelectorParser.RULE);
    };
  }

  private static Text<String> plain(String noun, String rule, String form, int most) {
    return form(noun, rule, form, most, ProblemCode.BAD_TEXT);
  }

  private static Text<String> form(
      String noun, String rule, String form, int most, ProblemCode code) {
    Function<String, Meant<String>> asWritten = Meant::well;
    return new Text<>(noun, rule, form, most, code, asWritten);
  }
}
