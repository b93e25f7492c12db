package dev.signalbox.adapter.metrics;

/// A piece of what a far side said, short and on one line, for use in our sentences.
final class Excerpt {

  private static final int LONGEST = 120;

  private Excerpt() {}

  static String of(String text) {
    String start = text.substring(0, Math.min(text.length(), LONGEST));
    return start.replaceAll("\\p{Cntrl}+", " ").strip() + (text.length() > LONGEST ? "…" : "");
  }
}
