package dev.signalbox.domain.codebase;

/// A file does not have the place where its version should stand. The message says what was looked
/// for and what to do, as it stands behind the file's name.
final class NoSuchPlace extends Exception {

  private static final long serialVersionUID = 1;

  NoSuchPlace(String sentence) {
    super(sentence);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
