package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.cli.HistoryOptions.Form;
import dev.signalbox.history.CheckHistory;
import dev.signalbox.history.CheckedRelease;
import dev.signalbox.history.Question;
import dev.signalbox.history.Suggestions;
import dev.signalbox.history.Tagged;
import dev.signalbox.port.LocalHistory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// How far our rules are a team's own: every past release, computed from the one before it.
final class CheckHistoryCommand implements Callable<Integer> {

  private final Function<Path, LocalHistory> histories;
  private final CommandSpec command;
  private final HistoryOptions options;
  private final OptionSpec all;

  private CheckHistoryCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
    this.command =
        WrittenOut.command(
            "check-history",
            this,
            "Computes every past release from the one before it, and says where the real tag differs"
                + " and why.",
            "Asks no server and no remote, and writes nothing.");
    this.options = new HistoryOptions(command);
    this.all =
        WrittenOut.add(
            command, WrittenOut.flag("--all", "Looks at every component of the repository."));
  }

  static CommandSpec in(Function<Path, LocalHistory> histories) {
    return new CheckHistoryCommand(histories).command;
  }

  @Override
  public Integer call() {
    Form form = options.form(Form.TEXT, Form.JSON, Form.MARKDOWN);
    PrintWriter out = command.commandLine().getOut();
    List<CheckedRelease> pairs = new ArrayList<>();
    try (LocalHistory history = options.open(histories)) {
      Question question = options.question(history);
      Consumer<CheckedRelease> each = form == Form.JSON ? pair -> json(pair, out) : pairs::add;
      if (WrittenOut.isGiven(all)) {
        CheckHistory.ofAll(history, question, each);
      } else {
        HistoryOptions.given(CheckHistory.of(history, question, options.component(), each));
      }
    }
    if (form != Form.JSON) {
      text(pairs, out, form == Form.MARKDOWN ? "- " : "  ");
    }
    out.flush();
    return 0;
  }

  private static void json(CheckedRelease pair, PrintWriter out) {
    JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
    json.writeStartObject();
    maybe(json, "component", pair.component());
    maybe(json, "previous", pair.previous().map(Tagged::tag));
    json.writeStringProperty("tag", pair.release().tag());
    json.writeStringProperty("sha", pair.release().commit().text());
    maybe(json, "computed", pair.computed().map(Object::toString));
    json.writeBooleanProperty("agrees", pair.agrees());
    json.writeStringProperty("kind", pair.kind().word());
    json.writeStringProperty("reason", pair.reason());
    json.writeEndObject();
    json.writeRaw("\n");
    json.flush();
  }

  private static void maybe(JsonGenerator json, String name, Optional<String> value) {
    value.ifPresentOrElse(
        v -> json.writeStringProperty(name, v), () -> json.writeNullProperty(name));
  }

  private static void text(List<CheckedRelease> pairs, PrintWriter out, String bullet) {
    List<CheckedRelease> compared = pairs.stream().filter(CheckedRelease::comparable).toList();
    int skipped = pairs.size() - compared.size();
    if (compared.isEmpty()) {
      out.println("There are no two releases to compare.");
    } else {
      long agree = compared.stream().filter(CheckedRelease::agrees).count();
      out.println(
          String.format(
              Locale.ROOT,
              "%d releases computed from the one before: %d agree, %.1f %%.",
              compared.size(),
              agree,
              100.0 * agree / compared.size()));
    }
    compared.stream()
        .filter(pair -> !pair.agrees())
        .forEach(pair -> out.println(Inert.line(bullet + sentence(pair))));
    if (skipped > 0) {
      out.println("%d skipped, as the release before is not in the history:".formatted(skipped));
      pairs.stream()
          .filter(pair -> !pair.comparable())
          .forEach(pair -> out.println(Inert.line(bullet + sentence(pair))));
    }
    Suggestions.of(compared).forEach(suggestion -> out.println(Inert.line(suggestion)));
  }

  private static String sentence(CheckedRelease pair) {
    return "%s after %s: computed %s. %s"
        .formatted(
            pair.release().tag(),
            pair.previous().map(Tagged::tag).orElse("nothing"),
            pair.computed().map(Object::toString).orElse("nothing"),
            pair.reason());
  }
}
