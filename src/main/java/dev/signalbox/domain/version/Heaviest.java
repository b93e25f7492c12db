package dev.signalbox.domain.version;

import dev.signalbox.domain.change.ReadCommit;
import java.util.List;

/// The commits that decide, in words: "3 features, first 1a2b3c4d".
///
/// @param commits those that weigh most, newest first
record Heaviest(Bump bump, List<ReadCommit> commits) {

  static Heaviest of(List<ReadCommit> counting, VersionRules rules) {
    Bump most = counting.stream().map(rules::weigh).reduce(Bump.NONE, Bump::or);
    return new Heaviest(most, counting.stream().filter(c -> rules.weigh(c) == most).toList());
  }

  String sentence() {
    String noun =
        switch (bump) {
          case MAJOR -> "breaking change";
          case MINOR -> "feature";
          case PATCH -> "fix";
          case NONE -> "commit";
        };
    int count = commits.size();
    ReadCommit first = commits.getLast();
    return "%s %s, %s%s \"%s\""
        .formatted(
            count,
            count == 1 ? noun : noun.equals("fix") ? "fixes" : noun + "s",
            count == 1 ? "" : "first ",
            first.commit().id().brief(),
            first.commit().subject());
  }
}
