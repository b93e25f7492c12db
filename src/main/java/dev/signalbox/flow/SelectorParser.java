package dev.signalbox.flow;

import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.analysis.Selector.Matcher;
import dev.signalbox.domain.analysis.Selector.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads a selector as Prometheus writes it: `http_requests_total{status=~"5..",method!="GET"}`.
/// Texts stand in double or single quotes with the escapes of Go, or in backticks without any.
///
/// Regular expressions are held to what Prometheus itself understands (RE2), so that a selector
/// means the same to us and to a server that is asked with it.
final class SelectorParser {

  static final String RULE =
      "A selector is written as Prometheus writes it, such as"
          + " http_requests_total{status=~\"5..\"}.";

  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern OPERATOR = Pattern.compile("=~|!~|!=|=");
  private static final Pattern SPACE = Pattern.compile("\\s*");

  private static final Pattern ESCAPED = Pattern.compile("\\\\([^1-9k])");
  private static final Pattern ONE_OF_A_CLASS = Pattern.compile("\\[[^]]*]");

  /// Look-around, atomic groups, references back and possessive quantifiers.
  private static final Pattern BEYOND_RE2 =
      Pattern.compile("\\(\\?(?:[=!>]|<[=!])|\\\\[1-9k]|[*+?}]\\+");

  /// What came of it.
  sealed interface Parsed {

    record Good(Selector selector) implements Parsed {}

    /// @param why as a sentence
    record Bad(String why) implements Parsed {}
  }

  private final String text;
  private int at;

  private SelectorParser(String text) {
    this.text = text;
  }

  static Parsed parse(String text) {
    try {
      return new Parsed.Good(new SelectorParser(text).selector());
    } catch (Unreadable unreadable) {
      return new Parsed.Bad(unreadable.why);
    }
  }

  private Selector selector() throws Unreadable {
    String metric = take(METRIC, "the name of a metric");
    List<Matcher> matchers = new ArrayList<>();
    skipSpace();
    if (skip('{')) {
      while (!skip('}')) {
        matchers.add(matcher());
        if (!skip(',')) {
          expect('}');
          break;
        }
      }
    }
    if (at < text.length()) {
      throw expected("the end, for a range or an offset is no part of it");
    }
    return new Selector(metric, matchers);
  }

  private Matcher matcher() throws Unreadable {
    int start = at;
    String label = take(LABEL, "a label");
    if (label.equals("__name__")) {
      at = start;
      throw expected("a label other than __name__, for the name stands in front");
    }
    skipSpace();
    Operator operator = operator(take(OPERATOR, "=, !=, =~ or !~"));
    skipSpace();
    int opening = at;
    String value = quoted();
    if (operator == Operator.MATCHES || operator == Operator.NOT_MATCHES) {
      checkExpression(value, opening);
    }
    skipSpace();
    return new Matcher(label, operator, value);
  }

  private static Operator operator(String sign) {
    for (Operator operator : Operator.values()) {
      if (operator.sign().equals(sign)) {
        return operator;
      }
    }
    throw new IllegalStateException("operator '" + sign + "'. Indicates a bug.");
  }

  private void checkExpression(String expression, int opening) throws Unreadable {
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException wrong) {
      throw broken(opening, "the regular expression is not well-formed: " + wrong.getDescription());
    }
    String bones =
        ONE_OF_A_CLASS.matcher(ESCAPED.matcher(expression).replaceAll("x")).replaceAll("x");
    if (BEYOND_RE2.matcher(bones).find()) {
      throw broken(
          opening,
          "the regular expression has look-around, a reference back or a possessive quantifier,"
              + " which Prometheus does not know");
    }
  }

  private String quoted() throws Unreadable {
    if (at == text.length() || "\"'`".indexOf(text.charAt(at)) < 0) {
      throw expected("a text in quotes");
    }
    int opening = at;
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == quote) {
        return value.toString();
      }
      if (next == '\\' && quote != '`') {
        value.appendCodePoint(escape(quote));
      } else {
        value.append(next);
      }
    }
    throw broken(opening, "this quote is never closed");
  }

  private int escape(char quote) throws Unreadable {
    int backslash = at - 1;
    char kind = at < text.length() ? text.charAt(at++) : ' ';
    if (kind == '\\' || kind == quote) {
      return kind;
    }
    return switch (kind) {
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      case 'x' -> number(backslash, at, 2, 16, 0x7F);
      case 'u' -> number(backslash, at, 4, 16, Character.MAX_CODE_POINT);
      case 'U' -> number(backslash, at, 8, 16, Character.MAX_CODE_POINT);
      case '0', '1' -> number(backslash, at - 1, 3, 8, 0x7F);
      default ->
          throw broken(backslash, "'\\" + kind + "' is no escape; write \\\\ for a backslash");
    };
  }

  private int number(int backslash, int from, int digits, int radix, int most) throws Unreadable {
    at = from + digits;
    try {
      int character = Integer.parseUnsignedInt(text.substring(from, at), radix);
      if (character >= 0 && character <= most && !isSurrogate(character)) {
        return character;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException notANumber) {
      at = backslash;
    }
    throw broken(backslash, "the escape stands for no character");
  }

  private static boolean isSurrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  private String take(Pattern pattern, String what) throws Unreadable {
    skipSpace();
    java.util.regex.Matcher found = pattern.matcher(text).region(at, text.length());
    if (!found.lookingAt()) {
      throw expected(what);
    }
    at = found.end();
    return found.group();
  }

  private void skipSpace() {
    java.util.regex.Matcher space = SPACE.matcher(text).region(at, text.length());
    if (space.lookingAt()) {
      at = space.end();
    }
  }

  private boolean skip(char c) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == c;
    if (there) {
      at++;
      skipSpace();
    }
    return there;
  }

  private void expect(char c) throws Unreadable {
    if (!skip(c)) {
      throw expected("',' or '" + c + "'");
    }
  }

  private Unreadable expected(String what) {
    return broken(at, "expected " + what);
  }

  private Unreadable broken(int where, String why) {
    return new Unreadable("The selector breaks at its character %d: %s.".formatted(where + 1, why));
  }

  private static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;
    private final String why;

    Unreadable(String why) {
      super(why);
      this.why = why;
    }
  }
}
