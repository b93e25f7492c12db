package dev.signalbox.base;

/// Where in a file something stands.
///
/// @param line counted from 1
/// @param column counted from 1, in characters as an editor counts them
public record Place(String file, int line, int column) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
