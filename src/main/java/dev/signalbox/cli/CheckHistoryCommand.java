package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.cli.HistoryOptions.Form;
import dev.signalbox.history.CheckHistory;
import dev.signalbox.history.CheckedRelease;
import dev.signalbox.history.CheckedRelease.Kind;
import dev.signalbox.history.Question;
import dev.signalbox.history.Tagged;
import dev.signalbox.port.LocalHistory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// How far our rules are a team's own: every past release, computed from the one before it.
@Command(
    name = "check-history",
    addMethodSubcommands = false,
    description = {
      "Computes every past release from the one before it, and says where the real tag differs and why.",
      "Asks no server and no remote, and writes nothing."
    })
final class CheckHistoryCommand implements Callable<Integer> {

  private final Function<Path, LocalHistory> histories;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private final HistoryOptions options = new HistoryOptions();

  @Option(names = "--all", description = "Looks at every component of the repository.")
  private boolean all;

  CheckHistoryCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
  }

  @Override
  public Integer call() {
    Form form = options.form(Form.TEXT, Form.JSON, Form.MARKDOWN);
    PrintWriter out = command.commandLine().getOut();
    List<CheckedRelease> pairs = new ArrayList<>();
    try (LocalHistory history = options.open(histories)) {
      Question question = options.question(history);
      Consumer<CheckedRelease> each = form == Form.JSON ? pair -> json(pair, out) : pairs::add;
      if (all) {
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
    long agree = pairs.stream().filter(CheckedRelease::agrees).count();
    long uncounted = pairs.stream().filter(p -> p.kind() == Kind.UNCOUNTED).count();
    if (pairs.isEmpty()) {
      out.println("There are no two releases to compare.");
      return;
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%d releases computed from the one before: %d agree, %.1f %%.",
            pairs.size(),
            agree,
            100.0 * agree / pairs.size()));
    for (CheckedRelease pair : pairs) {
      if (!pair.agrees()) {
        out.println(
            Inert.line(
                "%s%s after %s: computed %s. %s"
                    .formatted(
                        bullet,
                        pair.release().tag(),
                        pair.previous().map(Tagged::tag).orElse("nothing"),
                        pair.computed().map(Object::toString).orElse("nothing"),
                        pair.reason())));
      }
    }
    if (uncounted > 0) {
      out.println(
          Inert.line(
              "%d were released though no commit counts. If that is how you release, say so: types: {%s}"
                  .formatted(uncounted, uncountedTypes(pairs))));
    }
  }

  /// The types that were alone in a release, the most frequent first.
  private static String uncountedTypes(List<CheckedRelease> pairs) {
    Map<String, Integer> types = new TreeMap<>();
    pairs.stream()
        .filter(pair -> pair.kind() == Kind.UNCOUNTED)
        .flatMap(pair -> pair.types().stream())
        .filter(type -> !type.isEmpty())
        .forEach(type -> types.merge(type, 1, Integer::sum));
    return types.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(5)
        .map(type -> type.getKey() + ": patch")
        .collect(Collectors.joining(", "));
  }
}
