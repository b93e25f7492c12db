package dev.signalbox.adapter.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person writes to name a commit: a name, and steps back from it, as in `main~3^2`.
record Revision(String name, List<Step> steps) {

  private static final Pattern FORM =
      Pattern.compile("([^~^]+)((?:~[0-9]{0,6}|\\^[0-9]{0,6}|\\^\\{(?:commit)?})*)");
  private static final Pattern STEP = Pattern.compile("([~^])([0-9]*|\\{(?:commit)?})");

  /// One step back in history.
  sealed interface Step {

    /// To the first parent, so many times.
    record Back(int times) implements Step {}

    /// To one of the parents, counted from 1.
    record Parent(int number) implements Step {}
  }

  /// Empty if it has another form.
  static Optional<Revision> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    var steps = new ArrayList<Step>();
    Matcher step = STEP.matcher(form.group(2));
    while (step.find()) {
      String number = step.group(2);
      if (number.startsWith("{")) {
        continue;
      }
      int count = number.isEmpty() ? 1 : Integer.parseInt(number);
      if (step.group(1).equals("~")) {
        steps.add(new Step.Back(count));
      } else if (count > 0) {
        steps.add(new Step.Parent(count));
      }
    }
    String name = form.group(1);
    return Optional.of(new Revision(name.equals("@") ? "HEAD" : name, steps));
  }
}
