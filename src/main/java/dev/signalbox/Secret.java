package dev.signalbox;

/// A text that is never printed, wherever the record around it ends up.
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
