package dev.signalbox.domain.codebase;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The texts of an XML document and where they stand: what is between tags, not what is in comments
/// and attributes. Namespaces are not looked at, entities not replaced, and nothing outside is
/// read.
final class Markup {

  /// @param path the names of the elements around it, such as `project/version`
  record Words(String path, Spot spot) {}

  /// Deeper texts are passed over.
  private static final int DEEPEST = 3;

  private final String text;
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Words> found = new ArrayList<>();

  private Markup(String text) {
    this.text = text;
  }

  static List<Words> in(String text) throws NoSuchPlace {
    return new Markup(text).read();
  }

  private List<Words> read() throws NoSuchPlace {
    int at = SourceText.begin(text);
    while (at < text.length()) {
      int tag = text.indexOf('<', at);
      words(at, tag < 0 ? text.length() : tag);
      at = tag < 0 ? text.length() : pass(tag);
    }
    if (!open.isEmpty()) {
      throw broken(text.length(), "<%s> is never closed".formatted(open.getLast()));
    }
    return found;
  }

  /// Goes past one piece of markup, and says where it ends.
  private int pass(int tag) throws NoSuchPlace {
    if (text.startsWith("<!--", tag)) {
      return behind("-->", tag, tag + 4);
    }
    if (text.startsWith("<![CDATA[", tag)) {
      int end = behind("]]>", tag, tag + 9);
      words(tag + 9, end - 3);
      return end;
    }
    if (text.startsWith("<?", tag)) {
      return behind("?>", tag, tag + 2);
    }
    if (text.startsWith("<!", tag)) {
      int end = behind(">", tag, tag);
      if (text.substring(tag, end).contains("[")) {
        throw broken(tag, "a DOCTYPE with declarations of its own is not supported");
      }
      return end;
    }
    return text.startsWith("</", tag) ? close(tag) : open(tag);
  }

  private int open(int tag) throws NoSuchPlace {
    int at = tag + 1;
    while (at < text.length() && text.charAt(at) != '>') {
      char letter = text.charAt(at);
      at = letter == '"' || letter == '\'' ? behind(String.valueOf(letter), at, at + 1) : at + 1;
    }
    if (at >= text.length()) {
      throw broken(tag, "a tag has no end");
    }
    if (text.charAt(at - 1) != '/') {
      open.addLast(name(tag + 1, at));
    }
    return at + 1;
  }

  private int close(int tag) throws NoSuchPlace {
    int end = behind(">", tag, tag);
    String name = name(tag + 2, end - 1);
    if (open.isEmpty() || !open.getLast().equals(name)) {
      throw broken(tag, "</%s> closes what is not open".formatted(name));
    }
    open.removeLast();
    return end;
  }

  /// An element's name, without the prefix of its namespace.
  private String name(int from, int to) {
    int end = from;
    while (end < to && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '/') {
      end++;
    }
    String name = text.substring(from, end);
    return name.substring(name.indexOf(':') + 1);
  }

  private void words(int from, int to) {
    Spot spot = new Spot(from, to).stripped(text);
    if (!spot.isEmpty() && open.size() <= DEEPEST) {
      found.add(new Words(String.join("/", open), spot));
    }
  }

  private int behind(String mark, int from, int lookFrom) throws NoSuchPlace {
    int at = text.indexOf(mark, lookFrom);
    if (at < 0) {
      throw broken(from, "%s is missing".formatted(mark));
    }
    return at + mark.length();
  }

  private NoSuchPlace broken(int offset, String what) {
    return new NoSuchPlace(
        "is not XML that can be read: %s (line %d).".formatted(what, Spot.lineAt(text, offset)));
  }
}
