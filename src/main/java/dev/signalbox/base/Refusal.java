package dev.signalbox.base;

import java.util.List;
import java.util.stream.Collectors;

/// Our rules say no, for these reasons. A value, never an exception: every door shows it as it is.
///
/// @param reasons at least one
public record Refusal(List<Reason> reasons) {

  public Refusal {
    reasons = List.copyOf(reasons);
    if (reasons.isEmpty()) {
      throw new IllegalStateException("a refusal without a reason. Indicates a bug.");
    }
  }

  /// A refusal for one reason that time alone never clears.
  public static Refusal because(String code, String sentence, String clearedBy) {
    return new Refusal(List.of(Reason.of(code, sentence, clearedBy)));
  }

  /// All reasons as one text.
  public String sentence() {
    return reasons.stream().map(Reason::sentence).collect(Collectors.joining(" "));
  }
}
