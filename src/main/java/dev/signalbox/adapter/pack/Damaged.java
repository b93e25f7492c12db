package dev.signalbox.adapter.pack;

/// A file of a repository is not what git writes. The message is the fact, as part of a sentence.
final class Damaged extends Exception {

  private static final long serialVersionUID = 1L;

  Damaged(String fact) {
    super(fact);
  }

  Damaged(String fact, Throwable cause) {
    super(fact, cause);
  }

  String fact() {
    return String.valueOf(getMessage());
  }
}
