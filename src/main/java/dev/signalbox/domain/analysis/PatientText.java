package dev.signalbox.domain.analysis;

/// A label's value with a limit to how often it may be looked at. A service chooses its labels, a
/// team its expressions; the two together can keep a matcher busy for years, or its stack growing,
/// and the patience of a server ends before that.
final class PatientText implements CharSequence {

  private static final int LONGEST = 1_000;
  private static final int MOST_LOOKS = 1_000_000;

  private final String text;
  private int looks;

  PatientText(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A label's value of %s characters is too long for an expression; %s are the most."
              .formatted(Traffic.number(text.length()), Traffic.number(LONGEST)));
    }
    this.text = text;
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new IllegalArgumentException(
          "The expression takes too long on a label's value. Write it without nested repetition.");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
