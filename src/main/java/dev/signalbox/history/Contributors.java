package dev.signalbox.history;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.Message.Footer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who wrote commits, alone or with others: one person an e-mail address, by the name of their
/// newest commit. Robots are not thanked.
final class Contributors {

  private static final Pattern PERSON = Pattern.compile("([^<]*)<([^<>]*)>\\s*");

  private final Map<String, String> byAddress = new LinkedHashMap<>();

  /// @param footers of the commit's message, for those who wrote it together
  void add(Commit commit, List<Footer> footers) {
    add(commit.author(), commit.address());
    for (Footer footer : footers) {
      if (footer.token().equalsIgnoreCase("co-authored-by")) {
        Matcher person = PERSON.matcher(footer.value());
        if (person.matches()) {
          add(person.group(1).strip(), person.group(2).strip());
        }
      }
    }
  }

  private void add(String name, String address) {
    if (name.endsWith("[bot]") || address.contains("[bot]@")) {
      return;
    }
    String shown = name.isEmpty() ? address : name;
    byAddress.putIfAbsent((address.isEmpty() ? shown : address).toLowerCase(Locale.ROOT), shown);
  }

  /// Each name once, in the order of the alphabet.
  List<String> names() {
    return byAddress.values().stream()
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .toList();
  }
}
