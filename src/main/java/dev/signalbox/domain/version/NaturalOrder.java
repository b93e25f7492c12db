package dev.signalbox.domain.version;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The order in which people read names with numbers in them: words by their letters, numbers by
/// their size.
final class NaturalOrder {

  private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");

  private NaturalOrder() {}

  static int compare(String one, String other) {
    List<String> left = pieces(one);
    List<String> right = pieces(other);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int byPiece = comparePieces(left.get(i), right.get(i));
      if (byPiece != 0) {
        return byPiece;
      }
    }
    return left.size() != right.size()
        ? Integer.compare(left.size(), right.size())
        : one.compareTo(other);
  }

  private static int comparePieces(String one, String other) {
    if (!Identifiers.isNumber(one) || !Identifiers.isNumber(other)) {
      return one.compareTo(other);
    }
    String left = one.replaceFirst("^0+(?=.)", "");
    String right = other.replaceFirst("^0+(?=.)", "");
    return left.length() != right.length()
        ? Integer.compare(left.length(), right.length())
        : left.compareTo(right);
  }

  private static List<String> pieces(String text) {
    return PIECE.matcher(text).results().map(MatchResult::group).toList();
  }
}
