package dev.signalbox.domain.change;

/// A message as an editor leaves it for git: with comments, and with the changes themselves below a
/// pair of scissors.
public final class Draft {

  private static final String SCISSORS = "# ------------------------ >8 ------------------------";

  private Draft() {}

  /// The message that git makes of it. Lines keep their numbers as far as comments stand at the
  /// end.
  public static String message(String draft) {
    var message = new StringBuilder(draft.length());
    for (String line : draft.lines().toList()) {
      if (line.startsWith(SCISSORS)) {
        break;
      }
      if (!line.startsWith("#")) {
        message.append(line).append('\n');
      }
    }
    return message.toString().stripTrailing();
  }
}
