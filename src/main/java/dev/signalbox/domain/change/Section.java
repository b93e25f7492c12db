package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Doubt;
import dev.signalbox.domain.change.Message.Footer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What follows the header of one change: its body, then its footers.
///
/// @param breaking what breaks, if a footer says so; an empty text if it does not say what
record Section(
    String body, List<Footer> footers, Optional<String> breaking, List<Doubt> doubts) {

  /// @param listed whether the change is an item of a list, so that its text may be indented
  static Section of(Lines lines, boolean listed, MessageRules rules) {
    return lines.filled(lines.begin()) == lines.end()
        ? new Section("", List.of(), Optional.empty(), List.of())
        : new Reader(lines, listed, rules).read();
  }

  private static final class Reader {
    private final Lines lines;
    private final boolean listed;
    private final MessageRules rules;

    /// The lines at which a footer may begin.
    private final BitSet footing;

    private final List<String> body = new ArrayList<>();
    private final List<Footer> footers = new ArrayList<>();
    private final List<String> breaks = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();

    private int bodyFrom = -1;
    private int bodyTo = -1;
    private String token = "";
    private boolean open;
    private boolean breaking;
    private boolean afterBlank;
    private final StringBuilder value = new StringBuilder();

    Reader(Lines lines, boolean listed, MessageRules rules) {
      this.lines = lines;
      this.listed = listed;
      this.rules = rules;
      this.footing = Footing.of(lines, rules);
    }

    Section read() {
      boolean inFooters = false;
      for (int line = lines.begin(); line < lines.end(); line++) {
        if (Footing.separates(lines, line)) {
          afterBlank = true;
          inFooters = false;
        } else {
          inFooters = take(line, inFooters || footing.get(line));
          afterBlank = false;
        }
      }
      closeFooter();
      closeBody();
      return new Section(
          String.join("\n\n", body),
          footers,
          breaks.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", breaks).strip()),
          doubts);
    }

    /// @return whether a footer may begin at the next line, if it is not blank
    private boolean take(int line, boolean inFooters) {
      String text = text(line);
      boolean quoted = lines.quoted(line);
      Optional<String> broken = quoted ? Optional.empty() : Breaking.in(text);
      if (broken.isPresent()) {
        openFooter(Breaking.token(text), broken.get());
        breaking = true;
        return true;
      }
      if (!quoted || lines.initial(line) == ' ') {
        Breaking.nearMiss(text, line + 1).ifPresent(doubts::add);
      }
      Optional<Footer> footer =
          quoted || !inFooters ? Optional.empty() : Footing.footer(lines, line, text);
      if (footer.isPresent()) {
        openFooter(footer.get().token(), footer.get().value());
        return true;
      }
      if (open && (breaking || (inFooters && !afterBlank))) {
        value.append(afterBlank && !value.isEmpty() ? "\n\n" : "\n").append(text.strip());
      } else {
        closeFooter();
        bodyLine(line);
      }
      return inFooters;
    }

    private String text(int line) {
      String text = lines.at(line);
      return listed && text.startsWith(" ") && !lines.quoted(line) ? text.stripLeading() : text;
    }

    private void bodyLine(int line) {
      if (bodyFrom < 0) {
        bodyFrom = line;
      }
      bodyTo = line + 1;
    }

    private void openFooter(String token, String value) {
      closeFooter();
      closeBody();
      this.token = token;
      this.value.append(value);
      open = true;
    }

    private void closeFooter() {
      if (open) {
        String whole = value.toString().strip();
        footers.add(new Footer(token, whole));
        if (breaking) {
          breaks.add(whole);
        }
      }
      value.setLength(0);
      open = false;
      breaking = false;
    }

    private void closeBody() {
      if (bodyFrom >= 0) {
        body.add(lines.join(bodyFrom, bodyTo));
        bodyFrom = -1;
      }
    }
  }
}
