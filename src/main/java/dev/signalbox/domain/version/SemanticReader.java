package dev.signalbox.domain.version;

import dev.signalbox.domain.version.Version.Semantic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `1.2.3-beta.4+build` as Semantic Versioning 2.0.0 writes it. By hand, letter by letter: a
/// repository may have more than ten thousand tags, and each is looked at before a question is
/// answered.
final class SemanticReader {

  /// So many digits fit into a number.
  private static final int DIGITS = 9;

  private final String text;
  private int at;

  private SemanticReader(String text) {
    this.text = text;
  }

  static Optional<Semantic> read(String text) {
    return Optional.ofNullable(new SemanticReader(text).version());
  }

  private @Nullable Semantic version() {
    int major = number();
    int minor = major >= 0 && skip('.') ? number() : -1;
    int patch = minor >= 0 && skip('.') ? number() : -1;
    if (patch < 0) {
      return null;
    }
    List<String> preRelease = List.of();
    if (skip('-')) {
      preRelease = identifiers(true);
      if (preRelease.isEmpty()) {
        return null;
      }
    }
    if (skip('+') && identifiers(false).isEmpty()) {
      return null;
    }
    return at == text.length() ? new Semantic(major, minor, patch, preRelease) : null;
  }

  /// A number without leading zeros; -1 if there is none.
  private int number() {
    int start = at;
    int value = 0;
    while (at < text.length() && isDigit(text.charAt(at)) && at - start <= DIGITS) {
      value = value * 10 + (text.charAt(at) - '0');
      at++;
    }
    int length = at - start;
    boolean leadingZero = length > 1 && text.charAt(start) == '0';
    return length == 0 || length > DIGITS || leadingZero ? -1 : value;
  }

  /// Words with dots between them; none if one of them is not as it should be.
  private List<String> identifiers(boolean ofPreRelease) {
    var words = new ArrayList<String>(2);
    do {
      int start = at;
      boolean number = true;
      while (at < text.length() && isPart(text.charAt(at))) {
        number &= isDigit(text.charAt(at));
        at++;
      }
      boolean leadingZero = number && at - start > 1 && text.charAt(start) == '0';
      if (at == start || (ofPreRelease && leadingZero)) {
        return List.of();
      }
      words.add(text.substring(start, at));
    } while (skip('.'));
    return words;
  }

  private boolean skip(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean isPart(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
