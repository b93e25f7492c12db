package dev.signalbox.history;

import dev.signalbox.base.Inert;
import dev.signalbox.history.UpgradeGuide.Chapter;
import dev.signalbox.history.UpgradeGuide.Item;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

/// An upgrade guide as a page, or as plain lines for a terminal. What commits say is shown as text;
/// the pages among the notes are the team's own Markdown and stay as they are.
public final class UpgradeGuideMarkdown {

  private final UnaryOperator<String> shown;
  private final StringBuilder page = new StringBuilder();

  private UpgradeGuideMarkdown(UnaryOperator<String> shown) {
    this.shown = shown;
  }

  public static String of(UpgradeGuide guide) {
    return new UpgradeGuideMarkdown(Markdown::line).write(guide);
  }

  /// The same without the escapes that only a page needs.
  public static String plain(UpgradeGuide guide) {
    return new UpgradeGuideMarkdown(UpgradeGuideMarkdown::onOneLine).write(guide);
  }

  private String write(UpgradeGuide guide) {
    String to = guide.to().orElse("what is there now");
    line("# From %s to %s".formatted(shown.apply(guide.from()), shown.apply(to)));
    line("");
    line(
        guide.chapters().isEmpty()
            ? "Nothing to do: none of the %s releases in between asks for anything."
                .formatted(guide.releases())
            : "%s of the %s releases in between ask for something. Go through them in this order."
                .formatted(
                    guide.chapters().stream().filter(c -> c.release().isPresent()).count(),
                    guide.releases()));
    guide.chapters().forEach(this::chapter);
    return page.toString();
  }

  private void chapter(Chapter chapter) {
    line("");
    line(
        "## "
            + chapter.release().map(shown).orElse("Not released yet")
            + chapter
                .date()
                .map(date -> " (" + date.atOffset(ZoneOffset.UTC).toLocalDate() + ")")
                .orElse(""));
    items("Breaking changes", chapter.breaks());
    items("What to do", chapter.steps());
    items("Going away", chapter.deprecations());
    chapter
        .note()
        .ifPresent(note -> {
          line("");
          line(Inert.lines(note));
        });
  }

  private void items(String heading, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    line("");
    line("### " + heading);
    line("");
    for (Item item : items) {
      line(
          "* %s%s%s (%s)"
              .formatted(
                  item.scope().map(scope -> shown.apply(scope) + ": ").orElse(""),
                  shown.apply(item.text()),
                  item.window().tells() ? " – " + shown.apply(item.window().sentence()) : "",
                  item.commit().brief()));
    }
  }

  private static String onOneLine(String text) {
    return Inert.line(text.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
