package dev.signalbox.port;

import java.util.Map;

/// A server that tells numbers in JSON. May throw [PortException].
public interface JsonSource {

  /// What it answers.
  ///
  /// @param path with its query, escaped
  Document read(String path);

  /// One answer.
  interface Document {

    /// The number at a JSON pointer. What is no number there, or is not there at all, is a
    /// [PortException]: nothing is never taken for none.
    double number(String pointer);

    /// The numbers of an object at a JSON pointer, by their names.
    Map<String, Double> numbers(String pointer);
  }
}
