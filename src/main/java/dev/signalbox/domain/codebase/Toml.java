package dev.signalbox.domain.codebase;

import java.util.ArrayList;
import java.util.List;

/// The entries of a TOML document and where their values stand. Values are told by their ends, not
/// understood; what is inside of arrays and inline tables is passed over.
final class Toml {

  /// @param table how many-th table of the document it is in, from 0 for what stands before the
  ///   first: tables of one name, such as `[[package]]`, differ in it
  /// @param path the table's name and the key, such as `package.version`
  /// @param value with its quotes
  record Entry(int table, String path, Spot value) {

    /// The text of a string on one line; anything else as it is written.
    String plain(String text) {
      return isText(text) ? text.substring(value.start() + 1, value.end() - 1) : value.in(text);
    }

    /// Whether it is a string on one line.
    boolean isText(String text) {
      String written = value.in(text);
      return (written.startsWith("\"") || written.startsWith("'"))
          && !written.startsWith("\"\"\"")
          && !written.startsWith("'''");
    }
  }

  private final String text;
  private final List<Entry> entries = new ArrayList<>();
  private int at;
  private int table;
  private String name = "";

  private Toml(String text) {
    this.text = text;
    this.at = SourceText.begin(text);
  }

  static List<Entry> in(String text) throws NoSuchPlace {
    return new Toml(text).read();
  }

  private List<Entry> read() throws NoSuchPlace {
    for (skip(true); at < text.length(); skip(true)) {
      if (text.charAt(at) == '[') {
        boolean many = text.startsWith("[[", at);
        at += many ? 2 : 1;
        name = key() + ".";
        expect(many ? "]]" : "]");
        table++;
      } else {
        String key = key();
        expect("=");
        skip(false);
        int start = at;
        value();
        entries.add(new Entry(table, name + key, new Spot(start, at).stripped(text)));
      }
    }
    return entries;
  }

  /// A key with its dots, blanks and quotes taken away.
  private String key() throws NoSuchPlace {
    var key = new StringBuilder();
    while (at < text.length() && "=]\n".indexOf(text.charAt(at)) < 0) {
      char letter = text.charAt(at);
      if (letter == '"' || letter == '\'') {
        int start = at;
        string();
        key.append(text, start + 1, at - 1);
      } else {
        if (!Character.isWhitespace(letter)) {
          key.append(letter);
        }
        at++;
      }
    }
    return key.toString();
  }

  private void value() throws NoSuchPlace {
    int depth = 0;
    while (at < text.length()) {
      char letter = text.charAt(at);
      switch (letter) {
        case '"', '\'' -> string();
        case '[', '{' -> {
          depth++;
          at++;
        }
        case ']', '}' -> {
          depth--;
          at++;
        }
        case '#' -> {
          if (depth <= 0) {
            return;
          }
          comment();
        }
        case '\n' -> {
          if (depth <= 0) {
            return;
          }
          at++;
        }
        default -> at++;
      }
    }
    if (depth > 0) {
      throw broken("a bracket is never closed");
    }
  }

  private void string() throws NoSuchPlace {
    String quote = text.substring(at, at + 1);
    boolean escapes = quote.equals("\"");
    boolean lines = text.startsWith(quote.repeat(3), at);
    String mark = lines ? quote.repeat(3) : quote;
    int from = at;
    at += mark.length();
    while (at < text.length() && !text.startsWith(mark, at)) {
      if (text.charAt(at) == '\n' && !lines) {
        at = from;
        throw broken("a text has no end");
      }
      at += escapes && text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      at = from;
      throw broken("a text has no end");
    }
    at += mark.length();
    while (lines && at < text.length() && text.startsWith(quote, at)) {
      at++; // up to two quotes may stand before the closing three
    }
  }

  /// Goes past blanks and, between entries, past line ends and comments.
  private void skip(boolean lines) {
    while (at < text.length()) {
      char letter = text.charAt(at);
      if (letter == ' ' || letter == '\t' || (lines && (letter == '\n' || letter == '\r'))) {
        at++;
      } else if (lines && letter == '#') {
        comment();
      } else {
        return;
      }
    }
  }

  private void comment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void expect(String mark) throws NoSuchPlace {
    if (!text.startsWith(mark, at)) {
      throw broken("%s is missing".formatted(mark));
    }
    at += mark.length();
  }

  private NoSuchPlace broken(String what) {
    return new NoSuchPlace(
        "is not TOML that can be read: %s (line %d).".formatted(what, Spot.lineAt(text, at)));
  }
}
