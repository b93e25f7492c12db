package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A command that ends with another exit code than 0, and what it says on the way out.
///
/// 0 it is done. 1 it broke. 2 it is accepted and waits. 3 our rules refuse it. 4 there is no such
/// thing. 5 it is locked. 64 the command line is wrong.
final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailed(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  /// A problem that the server answered with.
  static CommandFailed of(int status, JsonNode problem, boolean json) {
    int exitCode =
        switch (status) {
          case 404 -> 4;
          case 423 -> 5;
          case 400, 401, 403, 409 -> 3;
          default -> 1;
        };
    return new CommandFailed(exitCode, json ? problem.toPrettyString() : words(problem));
  }

  private static String words(JsonNode problem) {
    List<String> lines = new ArrayList<>();
    for (JsonNode reason : problem.path("reasons")) {
      lines.add(Inert.line(reason.path("sentence").asString()));
      lines.add("  " + Screen.clearing(reason));
    }
    return lines.isEmpty()
        ? Inert.line(problem.path("detail").asString("The server answered with an error."))
        : String.join("\n", lines);
  }
}
