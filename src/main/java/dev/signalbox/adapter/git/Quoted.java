package dev.signalbox.adapter.git;

/// A name from outside, as it may stand in a sentence: in quotes, on one line, with everything
/// invisible spelled out.
final class Quoted {

  private static final int LONGEST = 200;

  private Quoted() {}

  static String of(String name) {
    return "'" + plain(name) + "'";
  }

  /// The same without quotes, for what a far side said.
  static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.SURROGATE ->
                shown.append("\\u{%x}".formatted(c));
            default -> shown.appendCodePoint(c);
          }
        });
    return text.codePointCount(0, text.length()) > LONGEST ? shown + "…" : shown.toString();
  }
}
