package dev.signalbox.domain.version;

import dev.signalbox.domain.version.Version.Calendar;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a date is written as a version: `YYYY.0M.0D` is `2026.11.27`. What is released a second time
/// on a date gets a counter: in the place of `MICRO`, which counts from 0, or in a part in brackets,
/// which is left out the first time and counts from 1.
public final class CalendarFormat {

  public static final String RULE =
      "It begins with YYYY, YY or 0Y, goes on with months (MM, 0M) and days (DD, 0D) or with weeks"
          + " (WW, 0W), and may end in a counter: .MICRO, or [.MICRO] from the second release on.";

  /// For the whole text, in the dialect Java and JSON Schema share. Numbers without a leading zero
  /// need a dot or a hyphen before them, or they could not be told apart.
  public static final String FORM =
      "(YYYY|YY|0Y)(([.-]MM|[.-]?0M)([.-]DD|[.-]?0D)?|[.-]WW|[.-]?0W)?([.-]MICRO|\\[[.-]MICRO\\])?";

  private static final Pattern PIECE =
      Pattern.compile("YYYY|YY|0Y|MM|0M|WW|0W|DD|0D|MICRO|[.-]");

  private final String text;
  private final List<String> date = new ArrayList<>();
  private final String beforeCounter;
  private final boolean counted;
  private final Pattern form;

  private CalendarFormat(String text) {
    this.text = text;
    int bracket = text.indexOf('[');
    int micro = text.indexOf("MICRO");
    this.counted = micro >= 0 && bracket < 0;
    this.beforeCounter = micro < 0 ? "." : text.substring(micro - 1, micro);
    String dated = micro < 0 ? text : text.substring(0, bracket < 0 ? micro - 1 : bracket);
    Matcher piece = PIECE.matcher(dated);
    while (piece.find()) {
      date.add(piece.group());
    }
    var expression = new StringBuilder();
    date.forEach(p -> expression.append(expression(p)));
    expression
        .append("(?:")
        .append(Pattern.quote(beforeCounter))
        .append("(0|[1-9][0-9]{0,8}))")
        .append(counted ? "" : "?");
    this.form = Pattern.compile(expression.toString());
  }

  /// The format in a text such as `YYYY.0M.0D`; empty if it is none.
  public static Optional<CalendarFormat> of(String text) {
    return text.matches(FORM) ? Optional.of(new CalendarFormat(text)) : Optional.empty();
  }

  Optional<Calendar> read(String version) {
    Matcher match = form.matcher(version);
    if (!match.matches()) {
      return Optional.empty();
    }
    List<Integer> numbers = new ArrayList<>();
    for (int group = 1; group <= match.groupCount(); group++) {
      if (match.group(group) != null) {
        numbers.add(Integer.parseInt(match.group(group)));
      }
    }
    return Optional.of(new Calendar(numbers, version));
  }

  /// The numbers of a day, without a counter. Where weeks are counted, the year is that of the week.
  List<Integer> numbersOf(LocalDate day) {
    boolean weekly = date.contains("WW") || date.contains("0W");
    return date.stream()
        .filter(piece -> !isBetween(piece))
        .map(piece ->
            switch (piece) {
              case "YYYY" -> year(day, weekly);
              case "YY", "0Y" -> year(day, weekly) - 2000;
              case "MM", "0M" -> day.getMonthValue();
              case "WW", "0W" -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
              default -> day.getDayOfMonth();
            })
        .toList();
  }

  /// The numbers that a version has in common with whatever else was released on its date.
  List<Integer> dateOf(Calendar version) {
    return version.numbers().subList(0, (int) date.stream().filter(p -> !isBetween(p)).count());
  }

  /// @param nth how often the date was released before
  Calendar nth(List<Integer> day, int nth) {
    var written = new StringBuilder();
    int next = 0;
    for (String piece : date) {
      written.append(isBetween(piece) ? piece : number(piece, day.get(next++)));
    }
    List<Integer> numbers = new ArrayList<>(day);
    if (counted || nth > 0) {
      written.append(beforeCounter).append(nth);
      numbers.add(nth);
    }
    return new Calendar(numbers, written.toString());
  }

  /// How often a version's date was released up to this version, itself left out.
  int nthOf(Calendar version) {
    int parts = dateOf(version).size();
    return version.numbers().size() > parts ? version.numbers().get(parts) : 0;
  }

  private static int year(LocalDate day, boolean weekly) {
    return weekly ? day.get(IsoFields.WEEK_BASED_YEAR) : day.getYear();
  }

  private static String number(String piece, int number) {
    return piece.startsWith("0") ? "%02d".formatted(number) : Integer.toString(number);
  }

  private static boolean isBetween(String piece) {
    return piece.equals(".") || piece.equals("-");
  }

  private static String expression(String piece) {
    return switch (piece) {
      case "YYYY" -> "([0-9]{4})";
      case "YY" -> "(0|[1-9][0-9]{0,2})";
      case "0Y" -> "([0-9]{2,3})";
      case "MM" -> "([1-9]|1[0-2])";
      case "0M" -> "(0[1-9]|1[0-2])";
      case "WW" -> "([1-9]|[1-4][0-9]|5[0-3])";
      case "0W" -> "(0[1-9]|[1-4][0-9]|5[0-3])";
      case "DD" -> "([1-9]|[12][0-9]|3[01])";
      case "0D" -> "(0[1-9]|[12][0-9]|3[01])";
      default -> Pattern.quote(piece);
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CalendarFormat that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
